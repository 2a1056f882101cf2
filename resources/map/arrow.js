// An arrow at the edge of the map towards a place outside it, with words beside it.
import { around } from "./labels.js";

const EDGE = { side: 26, top: 112, bottom: 66 }; // pixels between an arrow and the map's edges, clear of tools and plates

export class Arrow {
  constructor(place, view, from, colour) {
    Object.assign(this, { place, from, colour });
    const target = view.point(place.lat, place.lon, from.x);
    this.seen = view.shows(target, -8);
    this.end = this.seen ? target : edgePoint(view, from, target);
    this.angle = Math.atan2(target.y - from.y, target.x - from.x);
  }

  paint(context) {
    context.save();
    context.translate(this.end.x, this.end.y);
    context.rotate(this.angle);
    context.beginPath();
    context.moveTo(6, 0);
    context.lineTo(-5, -5);
    context.lineTo(-5, 5);
    context.closePath();
    context.fillStyle = this.colour;
    context.fill();
    context.restore();
  }

  label(labels, text, style) {
    const room = labels.place(text, this.spots(), style);
    return room && { name: this.place.name, text, seen: this.seen };
  }

  /** Where its words may stand: towards the middle of the map first. */
  spots() {
    const [right, left, below, above] = around(this.end, 12);
    if (Math.abs(Math.cos(this.angle)) < 0.5) return Math.sin(this.angle) > 0 ? [above, right, left] : [below, right, left];
    const [aside, anchor] = Math.cos(this.angle) > 0 ? [left, 1] : [right, 0];
    const levels = [above.y, below.y, above.y - 14, below.y + 14];
    return [aside, ...levels.map((y) => ({ x: this.end.x, y, anchor }))];
  }
}

/** Where the line from a point on the map to a target outside it meets the map's edge. */
function edgePoint(view, from, to) {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const across = dx > 0 ? view.width - EDGE.side - from.x : EDGE.side - from.x;
  const along = dy > 0 ? view.height - EDGE.bottom - from.y : EDGE.top - from.y;
  const shares = [across / dx, along / dy].filter((share) => Number.isFinite(share) && share > 0);
  const share = Math.min(1, ...shares);
  return { x: from.x + dx * share, y: from.y + dy * share };
}
