// One painting of the whole map, from the ground up. What ended up where is returned as plain data, which tests read.
import { Labels, around } from "./labels.js";
import { labelGrid, paintGrid } from "./grid.js";
import { paintMarker, paintUncertainty, SIZE } from "./marker.js";
import { labelPins, paintPins } from "./pins.js";
import { Arrow } from "./arrow.js";
import { bearing, compass, distance } from "./geodesy.js";
import { Neighbour } from "./neighbour.js";
import { fill, metres } from "./words.js";
import { labelBox, labelRings, paintBox, paintRings, ringRadii } from "./surroundings.js";
import { labelTrail, paintTrail } from "./trail.js";
import { View } from "./view.js";

const TOOLS = { left: 344, top: 48, zoom: { width: 48, height: 88 } }; // the buttons that the window lays over the map
const NEIGHBOURS_FROM_ZOOM = 11;
const LEGEND_NEEDS = { width: 420, height: 640 };

export class Painting {
  constructor(page) {
    const { map, scene, basemap, places, plates, inset, words, colours } = page;
    Object.assign(this, { map, scene, basemap, places, plates, inset, words, colours });
    this.view = View.of(map);
    [this.ground, this.context] = page.contexts();
    this.labels = new Labels(this.context, this.view, colours);
    this.points = this.view.chain([...scene.fixes].reverse()).reverse();
    this.centre = this.points.at(-1);
  }

  run() {
    const { context, view, labels, scene, colours } = this;
    this.basemap.paint(this.ground, view, colours);
    context.clearRect(0, 0, view.width, view.height);
    paintGrid(context, view, colours);
    const placed = { number: scene.number, incident: scene.incident, county: this.furniture() };
    placed.pins = paintPins(context, view, this.others(), colours);
    placed.pins.forEach((pin) => labels.reserveAround(pin, 6));
    placed.box = scene.box && paintBox(context, view, scene.box, colours);
    if (this.centre) Object.assign(placed, this.caller());
    if (placed.box) labelBox(labels, placed.box, scene.box, this.words);
    labelPins(labels, placed.pins);
    labelGrid(labels, view, TOOLS.top);
    placed.places = this.names();
    placed.labels = labels.placed;
    return placed;
  }

  /** Plates and inset; whatever they cover is no room for labels. Returns the county's name. */
  furniture() {
    const { view, scene, plates, words, labels } = this;
    const centre = this.map.getCenter();
    const here = scene.current ?? { lat: centre.lat, lon: centre.wrap().lng };
    const county = view.zoom >= NEIGHBOURS_FROM_ZOOM ? this.basemap.countyAt(here.lat, here.lon) : undefined;
    plates.showScale(view, centre.lat);
    plates.showGround(view, county, words);
    plates.legend.show(scene.fixes, view.width >= LEGEND_NEEDS.width && view.height >= LEGEND_NEEDS.height, words, this.colours);
    this.inset.paint(view, centre.wrap(), this.basemap, this.places, this.colours, scene.current);
    plates.describe(scene.current, county, words);
    labels.reserve({ x: 0, y: 0, width: TOOLS.left, height: TOOLS.top });
    labels.reserve({ x: view.width - TOOLS.zoom.width, y: 0, ...TOOLS.zoom });
    plates.rectangles().forEach((each) => labels.reserve(each));
    return county;
  }

  others() {
    return [...this.scene.pins.values()].filter((pin) => pin.incident !== this.scene.incident);
  }

  /** The selected incident: rings, trail, circle, neighbours, marker, plate, in this order of depth. */
  caller() {
    const { context, view, colours, labels, scene, points, centre } = this;
    const fix = scene.current;
    const plate = this.plates.showFix(scene, centre, view, this.words, this.busy());
    if (plate) labels.reserve(plate);
    labels.reserveAround(centre, SIZE);
    points.slice(0, -1).forEach((point) => labels.reserveAround(point, 8));
    paintRings(context, view, fix, centre, colours);
    if (!view.shows(centre)) return { fix: { ...fix, ...centre }, astray: this.astray(fix) };
    const near = this.neighbours(fix);
    near.forEach((each) => each.paint(context));
    paintTrail(context, view, scene.fixes, points, colours);
    const radius = paintUncertainty(context, view, fix, centre, colours.accent, true);
    paintMarker(context, centre, fix.kind, colours.accent, colours, true);
    const named = near.map((each) => each.label(labels)).filter(Boolean);
    labelTrail(labels, scene.fixes, points, scene.zone);
    labelRings(labels, view, fix, centre);
    return { fix: { ...fix, ...centre, radius }, trail: points.slice(0, -1), rings: ringRadii(view, fix.lat), near: named, plate };
  }

  /** Where the fix's plate had better not lie: on the trail and on other plates. */
  busy() {
    const trail = this.points.slice(0, -1).map((point) => ({ x: point.x - 10, y: point.y - 10, width: 20, height: 20 }));
    return [...trail, ...this.labels.taken];
  }

  /** The nearest place with its line, then an arrow at the edge for the nearest on each other side. */
  neighbours(fix) {
    if (this.view.zoom < NEIGHBOURS_FROM_ZOOM) return [];
    const found = this.places.around(fix).map((place, i) => new Neighbour(place, i === 0, this));
    return found.filter((each) => each.joined || !each.seen);
  }

  /** The operator has panned away: an arrow at the edge says where the caller is, and how far from what is looked at. */
  astray(fix) {
    const { context, view, words, colours } = this;
    const middle = this.map.getCenter().wrap();
    const here = { lat: middle.lat, lon: middle.lng };
    const caller = { name: words.caller, lat: fix.lat, lon: fix.lon, distance: distance(here, fix), bearing: bearing(here, fix) };
    const arrow = new Arrow(caller, view, { x: view.width / 2, y: view.height / 2 }, colours.accent);
    arrow.paint(context);
    const text = fill(words.caller_away, metres(caller.distance), compass(caller.bearing, words.compass));
    return arrow.label(this.labels, text, { weight: 600 });
  }

  /** Names of places take whatever room is left, most people first. Returns how many found some. */
  names() {
    let count = 0;
    for (const place of this.places.visible(this.view)) {
      const point = this.view.point(place.lat, place.lon);
      const style = place.city ? { weight: 600, size: 14 } : { gap: 14 };
      if (!this.labels.place(place.name, [...around(point, 7), ...around(point, SIZE + 9)], style)) continue;
      this.dot(point);
      count += 1;
    }
    return count;
  }

  dot(point) {
    this.context.beginPath();
    this.context.arc(point.x, point.y, 2, 0, 2 * Math.PI);
    this.context.fillStyle = this.colours.label;
    this.context.fill();
  }
}
