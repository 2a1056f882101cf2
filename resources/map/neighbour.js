// A named place near the fix: joined by a thin line if it is the nearest, else an arrow at the map's edge.
import { compass } from "./geodesy.js";
import { around } from "./labels.js";
import { fill, metres } from "./words.js";

const EDGE = { side: 26, top: 86, bottom: 66 }; // pixels between an arrow and the map's edges, clear of tools and plates

export class Neighbour {
  constructor(place, joined, { view, centre, words, colours }) {
    Object.assign(this, { place, joined, centre, colours });
    const target = view.point(place.lat, place.lon, centre.x);
    this.seen = view.shows(target, -8);
    this.end = this.seen ? target : edgePoint(view, centre, target);
    this.angle = Math.atan2(target.y - centre.y, target.x - centre.x);
    const away = [metres(place.distance), compass((place.bearing + 180) % 360, words.compass), place.name];
    this.text = fill(this.seen ? words.away : words.away_of, ...away);
  }

  paint(context) {
    if (this.joined) this.paintLine(context);
    if (!this.seen) this.paintArrow(context);
  }

  paintLine(context) {
    context.beginPath();
    context.moveTo(this.centre.x, this.centre.y);
    context.lineTo(this.end.x, this.end.y);
    context.strokeStyle = this.colours.border;
    context.lineWidth = 1;
    context.stroke();
  }

  paintArrow(context) {
    context.save();
    context.translate(this.end.x, this.end.y);
    context.rotate(this.angle);
    context.beginPath();
    context.moveTo(6, 0);
    context.lineTo(-5, -5);
    context.lineTo(-5, 5);
    context.closePath();
    context.fillStyle = this.colours.muted;
    context.fill();
    context.restore();
  }

  /** "1.3 km ENE of Springfield" at the arrow; along the line only "1.3 km ENE", since the place bears its name itself. */
  label(labels) {
    const room = labels.place(this.text, this.seen ? this.alongLine() : this.atArrow());
    return room && { name: this.place.name, text: this.text, seen: this.seen };
  }

  alongLine() {
    const middle = { x: (this.centre.x + this.end.x) / 2, y: (this.centre.y + this.end.y) / 2 };
    return [{ ...middle, anchor: 0.5 }, ...around(middle, 10)];
  }

  atArrow() {
    const [right, left, below, above] = around(this.end, 12);
    if (Math.abs(Math.cos(this.angle)) < 0.5) return Math.sin(this.angle) > 0 ? [above, right, left] : [below, right, left];
    return Math.cos(this.angle) > 0 ? [left, above, below] : [right, above, below];
  }
}

/** Where the line from a point on the map to a target outside it meets the map's edge. */
export function edgePoint(view, from, to) {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const across = dx > 0 ? view.width - EDGE.side - from.x : EDGE.side - from.x;
  const along = dy > 0 ? view.height - EDGE.bottom - from.y : EDGE.top - from.y;
  const shares = [across / dx, along / dy].filter((share) => Number.isFinite(share) && share > 0);
  const share = Math.min(1, ...shares);
  return { x: from.x + dx * share, y: from.y + dy * share };
}
