// What helps to read a lone fix: range rings around it, and the jurisdiction box.
import { fill } from "./words.js";

/** Radii in metres: the largest round step that fits the map, and the half of it. */
export function ringRadii(view, lat, units) {
  const room = 0.42 * Math.min(view.width, view.height);
  const outer = units.niceBelow(room / view.pixels(1, lat));
  return [outer / 2, outer].filter((radius) => view.pixels(radius, lat) > 40);
}

export function paintRings(context, view, fix, centre, { colours, units }) {
  context.setLineDash([1, 4]);
  context.strokeStyle = colours.border;
  context.lineWidth = 1.25;
  for (const radius of ringRadii(view, fix.lat, units)) {
    context.beginPath();
    context.arc(centre.x, centre.y, view.pixels(radius, fix.lat), 0, 2 * Math.PI);
    context.stroke();
  }
  context.setLineDash([]);
}

export function labelRings(labels, view, fix, centre, units) {
  for (const radius of ringRadii(view, fix.lat, units)) {
    const r = view.pixels(radius, fix.lat);
    const slant = r * Math.SQRT1_2;
    labels.place(units.say(radius), [
      { x: centre.x + slant, y: centre.y + slant, anchor: 0.5 },
      { x: centre.x, y: centre.y + r, anchor: 0.5 },
      { x: centre.x - slant, y: centre.y + slant, anchor: 0.5 },
    ]);
  }
}

/** The box as a rectangle on the screen; west of the antimeridian and east of it are one box. */
function boxOnScreen(view, box) {
  const width = box.west > box.east ? box.east + 360 - box.west : box.east - box.west;
  const middle = view.point(box.north, box.west + width / 2);
  const half = ((width / 360) * view.worldSize) / 2;
  const bottom = view.point(box.south, 0).y;
  return { x: middle.x - half, y: middle.y, width: 2 * half, height: bottom - middle.y };
}

export function paintBox(context, view, box, colours) {
  const place = boxOnScreen(view, box);
  context.setLineDash([10, 5]);
  context.strokeStyle = colours.muted;
  context.lineWidth = 1.5;
  context.strokeRect(place.x, place.y, place.width, place.height);
  context.setLineDash([]);
  return place;
}

export function labelBox(labels, place, box, words) {
  const left = Math.max(place.x, 0) + 8;
  const text = box.name ? fill(words.box_of, box.name) : words.box;
  const bottom = place.y + place.height;
  const levels = [place.y + 12, place.y - 11, bottom - 12, bottom + 11];
  labels.place(text, levels.map((y) => ({ x: left, y })));
}
