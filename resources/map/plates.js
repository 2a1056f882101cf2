// The plates over the map: the current fix, scale bar, cursor, what kind of base map this is, attribution. Plain text only.
import { niceBelow } from "./geodesy.js";
import { Legend } from "./legend.js";
import { overlap } from "./labels.js";
import { age, coordinates, fill, metres } from "./words.js";

const AHEAD_MS = 120000; // contract 4.4
const SCALE_BAR = 130; // pixels, at most
const STREETS_EXPECTED_FROM_ZOOM = 11;
const ROUGH_FROM_ZOOM = 13; // from here the lines' own error, up to some 200 m, can be seen

export class Plates {
  constructor(host) {
    this.host = host;
    this.fix = element(host, "plate fix");
    this.fix.hidden = true;
    this.sentence = element(this.fix, "strong");
    this.position = element(this.fix, "coordinates");
    const left = element(host, "corner left");
    this.county = element(left, "plate county");
    this.legend = new Legend(element(left, "plate legend"));
    const row = element(left, "row");
    this.scale = element(row, "plate scale");
    this.bar = element(this.scale, "bar");
    this.length = element(this.scale, "length");
    this.cursor = element(row, "plate cursor coordinates");
    this.attribution = element(host, "plate attribution");
    this.note = element(host, "plate note");
  }

  showScale(view, lat) {
    const length = niceBelow(SCALE_BAR / view.pixels(1, lat));
    this.bar.style.width = `${Math.round(view.pixels(length, lat))}px`;
    this.length.textContent = metres(length);
  }

  showCursor(latlng, words) {
    this.cursor.hidden = !latlng;
    if (latlng) this.cursor.textContent = fill(words.cursor, coordinates(latlng.lat, latlng.lng, 5));
  }

  showGround(view, county, words) {
    this.attribution.textContent = words.attribution;
    this.note.textContent = view.zoom >= ROUGH_FROM_ZOOM ? words.rough
      : view.zoom >= STREETS_EXPECTED_FROM_ZOOM ? words.no_streets : words.built_in;
    this.county.hidden = !county;
    this.county.textContent = county ?? "";
  }

  /** ± and age, then coordinates, beside the marker where it covers least; says where. Hidden when the fix is out of view. */
  showFix(scene, point, view, words, busy) {
    this.fix.hidden = !scene.current || !view.shows(point);
    if (this.fix.hidden) return undefined;
    this.tellFix(scene, words);
    const room = best(view, point, this.fix.offsetWidth, this.fix.offsetHeight, busy);
    this.fix.style.transform = `translate(${Math.round(room.x)}px, ${Math.round(room.y)}px)`;
    return room;
  }

  tellFix({ current, now }, words) {
    if (!current) return;
    this.sentence.textContent = `${accuracy(current, words)} · ${ageOf(current, now, words)}`;
    this.position.textContent = coordinates(current.lat, current.lon);
  }

  /** What a screen reader says when it comes to the map: the canvas has no words of its own. */
  describe(fix, county, words) {
    const parts = fix ? [accuracy(fix, words), coordinates(fix.lat, fix.lon)] : [];
    if (county) parts.push(county);
    this.host.setAttribute("role", "application");
    this.host.setAttribute("aria-label", fill(words.described, parts.join(", ")));
  }

  /** Rectangles that labels must leave free, in the map's pixels. */
  rectangles() {
    const plates = this.host.querySelectorAll(".plate:not(.fix)");
    return [...plates].filter((plate) => plate.offsetParent).map((plate) => {
      const { x, y, width, height } = plate.getBoundingClientRect();
      return { x, y, width, height };
    });
  }
}

function accuracy(fix, words) {
  return fix.uncertainty === null ? words.no_accuracy : `±${metres(fix.uncertainty)}`;
}

/** The fix's own age; without a time of its own, how long ago it was received; a time ahead of the clock is said. */
function ageOf(fix, now, words) {
  if (fix.at === null) return fill(words.received, age(now - fix.received));
  if (fix.at - now > AHEAD_MS) return fill(words.ahead, age(fix.at - now));
  return fill(words.old, age(now - fix.at));
}

function element(host, classes) {
  const made = document.createElement("div");
  made.className = classes;
  host.append(made);
  return made;
}

function best(view, point, width, height, busy) {
  const [gap, half] = [22, height / 2];
  const spots = [
    [point.x + gap, point.y - height - gap / 2], [point.x + gap, point.y + gap / 2],
    [point.x - gap - width, point.y - height - gap / 2], [point.x - gap - width, point.y + gap / 2],
    [point.x + gap, point.y - half], [point.x - width / 2, point.y - height - gap],
  ].map(([x, y]) => ({ x: clamp(x, 4, view.width - width - 4), y: clamp(y, 4, view.height - height - 4), width, height }));
  const cost = (room) => busy.filter((other) => overlap(room, other, 4)).length;
  return spots.reduce((chosen, room) => (cost(room) < cost(chosen) ? room : chosen));
}

function clamp(value, low, high) {
  return Math.max(low, Math.min(high, value));
}
