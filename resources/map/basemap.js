// The built-in base map: land, lakes, borders. Decoded once, painted on a canvas for any View.
import { runs, varints } from "./sixbit.js";
import { mercatorX, mercatorY } from "./geodesy.js";

const CLOSEST_POINTS = 0.7; // pixels: nearer ones are left out when painting
const SMALLEST_SHAPE = 6; // pixels: lakes and islands smaller than this are specks and stay away
const COUNTIES_FROM_ZOOM = 6.5;
const LAKES_FROM_ZOOM = 4;

export class Basemap {
  constructor(document) {
    this.lines = document.arcs.map((text, index) => line(text, document.steps, document.kinds[index]));
    this.byKind = Object.groupBy(this.lines, (each) => each.kind);
    const shape = (rings) => polygon(rings, this.lines);
    this.countries = document.countries.map(shape);
    this.nation = shape(document.nation);
    this.lakes = document.lakes.map(shape);
    this.counties = document.counties.map(([state, name, rings]) => ({ name, state: document.states[state], rings }));
  }

  /** "Sangamon County, Illinois" around a place, the state alone where the county isn't known, or undefined. */
  countyAt(lat, lon) {
    const x = mercatorX(lon);
    const y = mercatorY(lat);
    const found = this.counties.find((county) => {
      county.box ??= boxAround(county.rings.flatMap(runs), this.lines);
      if (!holds(county.box, x, y)) return false;
      county.shape ??= polygon(county.rings, this.lines);
      return inside(county.shape.rings, x, y);
    });
    return found && [found.name, found.state].filter(Boolean).join(", ");
  }

  paint(context, view, colours) {
    context.fillStyle = colours.water;
    context.fillRect(0, 0, view.width, view.height);
    fillAll(context, view, [...this.countries, this.nation], colours.land);
    if (view.zoom >= LAKES_FROM_ZOOM) fillAll(context, view, this.lakes, colours.water);
    if (view.zoom >= COUNTIES_FROM_ZOOM) this.stroke(context, view, "c", colours.line, view.zoom < 8 ? 0.6 : 1);
    if (view.zoom >= LAKES_FROM_ZOOM) this.stroke(context, view, "l", colours.line, 0.75);
    this.stroke(context, view, "o", colours.line, 1);
    this.stroke(context, view, "s", colours.line, view.zoom < 6 ? 1 : 2);
    this.stroke(context, view, "b", colours.line, 2);
  }

  stroke(context, view, kind, colour, width) {
    context.beginPath();
    eachCopy(view, this.byKind[kind], (each, shift) => trace(context, view, each.points, shift));
    context.strokeStyle = colour;
    context.lineWidth = width;
    context.lineJoin = "round";
    context.stroke();
  }
}

function line(text, steps, kind) {
  const numbers = varints(text);
  const points = new Float64Array(numbers.length);
  let lon = 0;
  let lat = 0;
  for (let i = 0; i < numbers.length; i += 2) {
    lon += numbers[i] / steps;
    lat += numbers[i + 1] / steps;
    points[i] = mercatorX(lon);
    points[i + 1] = mercatorY(lat);
  }
  return { kind, points, box: boxOf([points]) };
}

function polygon(rings, lines) {
  const joined = rings.map((ring) => join(runs(ring), lines));
  return { rings: joined, box: boxOf(joined) };
}

function join(ring, lines) {
  const parts = ring.map((arc) => (arc < 0 ? reversed(lines[~arc].points) : lines[arc].points));
  const whole = new Float64Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function reversed(points) {
  const turned = new Float64Array(points.length);
  for (let i = 0; i < points.length; i += 2) {
    turned[i] = points[points.length - 2 - i];
    turned[i + 1] = points[points.length - 1 - i];
  }
  return turned;
}

function boxOf(rings) {
  const box = { west: Infinity, east: -Infinity, north: Infinity, south: -Infinity };
  for (const points of rings) {
    for (let i = 0; i < points.length; i += 2) {
      box.west = Math.min(box.west, points[i]);
      box.east = Math.max(box.east, points[i]);
      box.north = Math.min(box.north, points[i + 1]);
      box.south = Math.max(box.south, points[i + 1]);
    }
  }
  return box;
}

/** The box around arcs, without joining them to a shape: there are 3,235 counties, and one is asked for. */
function boxAround(arcs, lines) {
  const boxes = arcs.map((arc) => lines[arc < 0 ? ~arc : arc].box);
  return {
    west: Math.min(...boxes.map((box) => box.west)),
    east: Math.max(...boxes.map((box) => box.east)),
    north: Math.min(...boxes.map((box) => box.north)),
    south: Math.max(...boxes.map((box) => box.south)),
  };
}

function holds(box, x, y) {
  return x >= box.west && x <= box.east && y >= box.north && y <= box.south;
}

/** The even-odd rule: how often does a ray to the east cross the outline. */
function inside(rings, x, y) {
  let odd = false;
  for (const points of rings) {
    for (let i = 0, j = points.length - 2; i < points.length; j = i, i += 2) {
      const crosses = points[i + 1] > y !== points[j + 1] > y;
      if (crosses && x < ((points[j] - points[i]) * (y - points[i + 1])) / (points[j + 1] - points[i + 1]) + points[i]) odd = !odd;
    }
  }
  return odd;
}

function eachCopy(view, shapes, draw) {
  const extent = view.extent();
  for (const turn of extent.turns) {
    for (const shape of shapes) {
      const { west, east, north, south } = shape.box;
      const seen = west + turn <= extent.east && east + turn >= extent.west && north <= extent.south && south >= extent.north;
      const size = (east - west + south - north) * view.worldSize;
      if (seen && (size > SMALLEST_SHAPE || shape.kind === "s" || shape.kind === "c")) draw(shape, turn);
    }
  }
}

function fillAll(context, view, shapes, colour) {
  context.fillStyle = colour;
  eachCopy(view, shapes, (shape, shift) => {
    context.beginPath();
    for (const ring of shape.rings) trace(context, view, ring, shift);
    context.fill("evenodd");
  });
}

function trace(context, view, points, shift) {
  const last = points.length - 2;
  let lastX = Infinity;
  let lastY = Infinity;
  for (let i = 0; i <= last; i += 2) {
    const x = (points[i] + shift) * view.worldSize - view.left;
    const y = points[i + 1] * view.worldSize - view.top;
    if (i > 0 && i < last && Math.abs(x - lastX) + Math.abs(y - lastY) < CLOSEST_POINTS) continue;
    if (i === 0) context.moveTo(x, y);
    else context.lineTo(x, y);
    lastX = x;
    lastY = y;
  }
}
