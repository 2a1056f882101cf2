// A named place near the fix: joined by a thin line if it is the nearest, else only an arrow where it lies outside the map.
import { Arrow } from "./arrow.js";
import { compass } from "./geodesy.js";
import { around } from "./labels.js";
import { fill } from "./words.js";

export class Neighbour {
  constructor(place, joined, { view, centre, words, colours, units }) {
    Object.assign(this, { joined, centre, colours });
    this.arrow = new Arrow(place, view, centre, colours.muted);
    const away = [units.say(place.distance), compass((place.bearing + 180) % 360, words.compass), place.name];
    this.text = fill(this.seen ? words.away : words.away_of, ...away);
  }

  get seen() {
    return this.arrow.seen;
  }

  paint(context) {
    if (!this.joined) return; // an arrow alone is painted only where its words have room
    this.paintLine(context);
    if (!this.seen) this.arrow.paint(context);
  }

  paintLine(context) {
    const { centre, colours, arrow } = this;
    context.beginPath();
    context.moveTo(centre.x, centre.y);
    context.lineTo(arrow.end.x, arrow.end.y);
    context.strokeStyle = colours.border;
    context.lineWidth = 1;
    context.stroke();
  }

  /** "1.3 km ENE of Springfield" at the arrow; along the line only "1.3 km ENE", since the place bears its name itself. */
  label(labels) {
    if (!this.seen) return this.labelArrow(labels);
    const middle = { x: (this.centre.x + this.arrow.end.x) / 2, y: (this.centre.y + this.arrow.end.y) / 2 };
    const room = labels.place(this.text, [{ ...middle, anchor: 0.5 }, ...around(middle, 10)]);
    return room && { name: this.arrow.place.name, text: this.text, seen: true };
  }

  labelArrow(labels) {
    const named = this.arrow.label(labels, this.text);
    if (named && !this.joined) this.arrow.paint(labels.context);
    return named;
  }
}
