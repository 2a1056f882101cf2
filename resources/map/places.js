// Named places: labels by zoom, and the ones nearest to a fix.
import { fixed } from "./sixbit.js";
import { bearing, distance, mercatorX, mercatorY } from "./geodesy.js";

const MOST_PEOPLE_FIRST = [[3, 5000000], [4, 1000000], [5, 500000], [6, 100000], [7, 50000], [8, 20000], [9, 5000], [10, 1000]];

export class Places {
  constructor(document) {
    this.names = document.names.split("\n");
    this.atLeast = document.at_least;
    this.lat = new Float64Array(this.names.length);
    this.lon = new Float64Array(this.names.length);
    for (let i = 0; i < this.names.length; i += 1) {
      this.lon[i] = fixed(document.points, i * 8, 4) / document.steps - 180;
      this.lat[i] = fixed(document.points, i * 8 + 4, 4) / document.steps - 90;
    }
    this.x = this.lon.map(mercatorX);
    this.y = this.lat.map(mercatorY);
  }

  at(index) {
    return { name: this.names[index], lat: this.lat[index], lon: this.lon[index], city: index < this.atLeast[100000] };
  }

  /** How many of the list (most people first) may be labelled at a zoom. */
  shownAt(zoom) {
    const rule = MOST_PEOPLE_FIRST.filter(([from]) => zoom >= from - 0.5).at(-1);
    if (!rule) return 0;
    return zoom >= 11 ? this.names.length : this.atLeast[rule[1]];
  }

  *visible(view) {
    const { west, east, north, south, turns } = view.extent();
    const shown = this.shownAt(view.zoom);
    for (let i = 0; i < shown; i += 1) {
      if (this.y[i] < north || this.y[i] > south) continue;
      if (turns.some((turn) => this.x[i] + turn >= west && this.x[i] + turn <= east)) yield this.at(i);
    }
  }

  /** The nearest place to each side of a fix, nearest first: each with its distance and the bearing towards it. */
  around(here, reach = 0.8) {
    const sides = [];
    for (let i = 0; i < this.names.length; i += 1) {
      if (Math.abs(this.lat[i] - here.lat) > reach || turnBetween(this.lon[i], here.lon) > reach * 1.6) continue;
      const place = this.at(i);
      place.distance = distance(here, place);
      place.bearing = bearing(here, place);
      const side = Math.floor(((place.bearing + 45) % 360) / 90);
      if (!sides[side] || place.distance < sides[side].distance) sides[side] = place;
    }
    return sides.filter(Boolean).sort((a, b) => a.distance - b.distance);
  }
}

function turnBetween(a, b) {
  const turn = Math.abs(a - b) % 360;
  return Math.min(turn, 360 - turn);
}
