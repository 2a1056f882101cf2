// Distances in the units that the person wants: round numbers of them, and their words. A fix's ± stays in metres.
import { niceBelow } from "./geodesy.js";
import { metres } from "./words.js";

const FOOT = 0.3048; // metres
const MILE = 1609.344;
const MILES_FROM = 0.1; // of a mile; below it feet

export class Units {
  constructor(name) {
    this.imperial = name === "imperial";
  }

  /** The largest round distance, in metres, that is at most `most` metres. */
  niceBelow(most) {
    if (!this.imperial) return niceBelow(most);
    const unit = most < MILES_FROM * MILE ? FOOT : MILE;
    return niceBelow(most / unit) * unit;
  }

  say(distance) {
    if (!this.imperial) return metres(distance);
    const miles = distance / MILE;
    if (miles < MILES_FROM * 0.999) return `${Math.round(distance / FOOT)} ft`;
    return `${miles < 10 ? Number(miles.toFixed(miles < 1 ? 2 : 1)) : Math.round(miles)} mi`;
  }
}
