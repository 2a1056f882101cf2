// Where the caller has been: younger is wider and solid, older is thinner and dashed; a time at every third fix.
import { paintMarker, paintUncertainty } from "./marker.js";
import { around } from "./labels.js";
import { timeOfDay } from "./words.js";

const [THIN, WIDE] = [1.2, 3.8];
const DASHED_BELOW = 0.4; // of youth, 0 the oldest and 1 the newest
const MUCH_WIDER = 2; // older fixes so many times less exact than the current one keep their circle
const BETWEEN_TIMES = 60; // pixels

export function paintTrail(context, view, fixes, points, colours) {
  for (let i = 0; i < fixes.length - 1; i += 1) {
    const wide = fixes[i].uncertainty > MUCH_WIDER * (fixes.at(-1).uncertainty ?? Infinity);
    if (wide) paintUncertainty(context, view, fixes[i], points[i], colours.muted, false);
  }
  for (let i = 1; i < points.length; i += 1) paintLeg(context, points[i - 1], points[i], youth(fixes, i), colours);
  for (let i = 0; i < points.length - 1; i += 1) paintStop(context, fixes, points, i, colours);
}

/** 0 for the oldest fix, 1 for the newest, by time where both ends state it, else by order. */
function youth(fixes, i) {
  const [first, last, own] = [fixes[0].at, fixes.at(-1).at, fixes[i].at];
  if (first === null || last === null || own === null || last <= first) return i / (fixes.length - 1);
  return Math.max(0, Math.min(1, (own - first) / (last - first)));
}

function paintLeg(context, from, to, young, colours) {
  context.beginPath();
  context.moveTo(from.x, from.y);
  context.lineTo(to.x, to.y);
  context.setLineDash(young < DASHED_BELOW ? [4, 4] : []);
  context.strokeStyle = colours.muted;
  context.lineWidth = THIN + (WIDE - THIN) * young;
  context.stroke();
  context.setLineDash([]);
}

function paintStop(context, fixes, points, i, colours) {
  const changed = i === 0 || fixes[i].kind !== fixes[i - 1].kind;
  if (changed && far(points[i], points.at(-1), 24)) {
    paintMarker(context, points[i], fixes[i].kind, colours.muted, colours, false);
    return;
  }
  context.beginPath();
  context.arc(points[i].x, points[i].y, 2.5 + 1.5 * youth(fixes, i), 0, 2 * Math.PI);
  context.fillStyle = colours.muted;
  context.strokeStyle = colours.light;
  context.lineWidth = 1.5;
  context.fill();
  context.stroke();
}

export function labelTrail(labels, fixes, points, zone) {
  let last = points.at(-1);
  for (let i = fixes.length - 2; i >= 0; i -= 1) {
    const due = (fixes.length - 1 - i) % 3 === 0 || i === 0;
    if (fixes[i].at === null || !due || !far(points[i], last, BETWEEN_TIMES)) continue;
    if (labels.place(timeOfDay(fixes[i].at, zone), around(points[i], 14))) last = points[i];
  }
}

function far(a, b, pixels) {
  return Math.hypot(a.x - b.x, a.y - b.y) >= pixels;
}
