// A fix: its source by shape and letter, its uncertainty as a circle. Circle D device, square S shared, diamond T typed, hexagon N network.
import { faded, inkOn } from "./colours.js";

export const SIZE = 17;
const HALF = SIZE / 2;

const OUTLINES = {
  D: (path, x, y, r) => path.arc(x, y, r, 0, 2 * Math.PI),
  S: (path, x, y, r) => path.roundRect(x - r, y - r, 2 * r, 2 * r, 2),
  T: (path, x, y, r) => corners(path, x, y, r * 1.3, 4, 0),
  N: (path, x, y, r) => corners(path, x, y, r * 1.15, 6, Math.PI / 6),
};

function corners(path, x, y, r, count, turn) {
  for (let i = 0; i < count; i += 1) {
    const angle = turn + (2 * Math.PI * i) / count - Math.PI / 2;
    path.lineTo(x + r * Math.cos(angle), y + r * Math.sin(angle));
  }
  path.closePath();
}

function outline(kind, x, y, r) {
  const path = new Path2D();
  OUTLINES[kind](path, x, y, r);
  return path;
}

/** The marker with its halo: 2 px white and 1 px dark outside it, so that it stands out on any ground. */
export function paintMarker(context, point, kind, fill, colours, current) {
  const { x, y } = point;
  const r = current ? HALF : HALF - 1;
  context.fillStyle = colours.dark;
  if (current) context.fill(outline(kind, x, y, r + 3));
  context.fillStyle = colours.light;
  context.fill(outline(kind, x, y, r + 2));
  context.fillStyle = fill;
  context.fill(outline(kind, x, y, r));
  context.fillStyle = inkOn(fill);
  context.font = `700 11px ${colours.font}`;
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.fillText(kind, x, y + 0.5);
  context.textAlign = "start";
}

const EDGES = { exact: [], rough: [12, 5], very_rough: [4, 5] }; // the less exact, the more open

/** The circle of a stated uncertainty. No radius stated: nothing is drawn, the plate says so in words. */
export function paintUncertainty(context, view, fix, point, colour, current, band = "exact") {
  if (fix.uncertainty === null) return 0;
  const radius = view.pixels(fix.uncertainty, fix.lat);
  context.beginPath();
  context.arc(point.x, point.y, radius, 0, 2 * Math.PI);
  context.fillStyle = faded(colour, current ? 0.15 : 0.07);
  context.fill();
  context.setLineDash(current ? EDGES[band] : [6, 4]);
  context.strokeStyle = colour;
  context.lineWidth = current ? 2 : 1.25;
  context.stroke();
  context.setLineDash([]);
  return radius;
}
