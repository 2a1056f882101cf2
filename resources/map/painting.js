// One painting of the whole map, from the ground up. What ended up where is returned as plain data, which tests read.
import { Labels, around } from "./labels.js";
import { labelGrid, paintGrid } from "./grid.js";
import { paintMarker, paintUncertainty, SIZE } from "./marker.js";
import { labelPins, paintPins } from "./pins.js";
import { Arrow } from "./arrow.js";
import { bearing, compass, distance } from "./geodesy.js";
import { Neighbour } from "./neighbour.js";
import { fill } from "./words.js";
import { labelMark, paintMark } from "./mark.js";
import { labelBox, labelRings, paintBox, paintRings, ringRadii } from "./surroundings.js";
import { labelTrail, paintTrail } from "./trail.js";
import { View } from "./view.js";

const NEIGHBOURS_FROM_ZOOM = 11;
const LEGEND_NEEDS = { width: 420, height: 640 };

export class Painting {
  constructor(page) {
    const { map, scene, basemap, places, plates, inset, words, colours, wishes, units, tiles, camera } = page;
    Object.assign(this, { map, scene, basemap, places, plates, inset, words, colours, wishes, units, tiles, camera });
    this.view = View.of(map);
    [this.ground, this.context] = page.contexts();
    this.covered = tiles.covering;
    if (this.covered) this.colours = overPictures(colours);
    this.labels = new Labels(this.context, this.view, this.colours);
    this.points = this.view.chain([...scene.fixes].reverse()).reverse();
    this.centre = this.points.at(-1);
  }

  run() {
    const { context, view, labels, scene, colours } = this;
    this.plates.leaveCaller(); // an incident without a location must not wear the place of the one before
    this.basemap.paint(this.ground, view, colours);
    context.clearRect(0, 0, view.width, view.height);
    if (this.shows("grid")) paintGrid(context, view, colours, this.covered);
    const placed = { number: scene.number, incident: scene.incident, county: this.furniture() };
    placed.pins = paintPins(context, view, this.others(), colours);
    placed.pins.forEach((pin) => labels.reserveAround(pin, 6));
    placed.box = scene.box && paintBox(context, view, scene.box, colours);
    if (this.covered) Object.assign(context, { shadowColor: colours.land, shadowBlur: 4 });
    if (this.centre) Object.assign(placed, this.caller());
    context.shadowBlur = 0;
    if (scene.mark) placed.mark = this.mark(scene.mark);
    if (placed.box) labelBox(labels, placed.box, scene.box, this.words);
    labelPins(labels, placed.pins);
    if (this.shows("grid")) labelGrid(labels, view, scene.tools[0]?.height ?? 0);
    placed.covered = this.covered;
    placed.places = this.shows("places") && !placed.covered ? this.names() : 0;
    placed.labels = labels.placed;
    return placed;
  }

  shows(layer) {
    return !this.wishes.hidden.includes(layer);
  }

  mark({ lat, lon, text }) {
    const point = this.view.point(lat, lon);
    if (!this.view.shows(point)) return null;
    paintMark(this.context, point, this.colours);
    this.labels.reserveAround(point, 14);
    return { ...point, room: labelMark(this.labels, point, text) };
  }

  /** Plates and inset; whatever they cover is no room for labels. Returns the county's name. */
  furniture() {
    const { view, scene, plates, words, labels } = this;
    const centre = this.map.getCenter();
    const here = scene.current ?? { lat: centre.lat, lon: centre.wrap().lng };
    const county = view.zoom >= NEIGHBOURS_FROM_ZOOM ? this.basemap.countyAt(here.lat, here.lon) : undefined;
    plates.showScale(view, centre.lat, this.units);
    plates.showGround(view, county, words, this);
    plates.legend.show(scene.fixes, view.width >= LEGEND_NEEDS.width && view.height >= LEGEND_NEEDS.height, words, this.colours);
    this.inset.paint(view, centre.wrap(), this.basemap, this.places, this.colours, scene.current, this.shows("inset"));
    plates.describe(scene.current, county, words);
    scene.tools.forEach((each) => labels.reserve(each));
    plates.rectangles().forEach((each) => labels.reserve(each));
    return county;
  }

  others() {
    if (!this.shows("others")) return [];
    return [...this.scene.pins.values()].filter((pin) => pin.incident !== this.scene.incident);
  }

  /** The selected incident: rings, trail, circle, neighbours, marker, plate, in this order of depth. */
  caller() {
    const { context, view, colours, labels, scene, centre, units } = this;
    const points = this.shows("trail") ? this.points : this.points.slice(-1);
    const fixes = scene.fixes.slice(-points.length);
    const fix = scene.current;
    const plate = this.plates.showFix(scene, centre, view, this, this.busy());
    if (plate) labels.reserve(plate);
    labels.reserveAround(centre, SIZE);
    points.slice(0, -1).forEach((point) => labels.reserveAround(point, 8));
    if (this.shows("rings")) paintRings(context, view, fix, centre, this);
    if (!view.shows(centre)) return { fix: { ...fix, ...centre }, astray: this.astray(fix) };
    const near = this.neighbours(fix);
    near.forEach((each) => each.paint(context));
    paintTrail(context, view, fixes, points, colours);
    const radius = paintUncertainty(context, view, fix, centre, colours.accent, true, this.wishes.band(fix));
    paintMarker(context, centre, fix.kind, colours.accent, colours, true);
    const named = near.map((each) => each.label(labels)).filter(Boolean);
    labelTrail(labels, fixes, points, scene.zone);
    const rings = this.shows("rings") ? ringRadii(view, fix.lat, units) : [];
    if (rings.length) labelRings(labels, view, fix, centre, units);
    return { fix: { ...fix, ...centre, radius }, trail: points.slice(0, -1), rings, near: named, plate };
  }

  /** Where the fix's plate had better not lie: on the trail and on other plates. */
  busy() {
    const trail = this.points.slice(0, -1).map((point) => ({ x: point.x - 10, y: point.y - 10, width: 20, height: 20 }));
    const own = { x: this.centre.x - SIZE, y: this.centre.y - SIZE, width: 2 * SIZE, height: 2 * SIZE };
    return [own, own, own, ...trail, ...this.labels.taken]; // hiding the caller is worse than hiding a plate
  }

  /** The nearest place with its line, then an arrow at the edge for the nearest on each other side. */
  neighbours(fix) {
    if (this.view.zoom < NEIGHBOURS_FROM_ZOOM || !this.shows("places")) return [];
    const found = this.places.around(fix).map((place, i) => new Neighbour(place, i === 0, this));
    return found.filter((each) => each.joined || !each.seen);
  }

  /** The operator has panned away: an arrow and a plate at the edge say where the caller is or how far they moved. */
  astray(fix) {
    const { context, view, words, colours, units } = this;
    const middle = this.map.getCenter().wrap();
    const here = { lat: middle.lat, lon: middle.lng };
    const caller = { name: words.caller, lat: fix.lat, lon: fix.lon, distance: distance(here, fix), bearing: bearing(here, fix) };
    const arrow = new Arrow(caller, view, { x: view.width / 2, y: view.height / 2 }, colours.accent);
    arrow.paint(context);
    const moved = this.camera.movedSince(fix);
    const [sentence, way] = moved ? [words.caller_moved, moved] : [words.caller_away, caller];
    const text = fill(sentence, units.say(way.distance), compass(way.bearing, words.compass)) + words.returns;
    return { text, seen: false, room: this.plates.showAstray(text, arrow.end, view, this.labels.taken) };
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

/** Thin grey lines are lost on pictures of streets: there they are as strong as the text, with a halo. */
function overPictures(colours) {
  return { ...colours, border: colours.text, muted: colours.text, label: colours.text };
}
