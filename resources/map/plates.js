// The plates over the map: the current fix, scale bar, cursor, what kind of base map this is, attribution. Plain text only.
import { Legend } from "./legend.js";
import { overlap } from "./labels.js";
import { age, coordinates, fill, metres } from "./words.js";

const GAP = 8;
const COUNTY_NEEDS = 380; // pixels of height
const AHEAD_MS = 120000; // docs/contract.md#4.4
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
    this.badge = element(this.fix, "badge");
    const left = element(host, "corner left");
    this.county = element(left, "plate county");
    this.legend = new Legend(element(left, "plate legend"));
    const row = element(left, "row");
    this.scale = element(row, "plate scale");
    this.north = element(this.scale, "north");
    this.bar = element(this.scale, "bar");
    this.length = element(this.scale, "length");
    this.cursor = element(row, "plate cursor coordinates");
    this.attribution = element(host, "plate attribution");
    this.note = element(host, "plate note");
    this.astray = element(host, "plate astray strong");
    this.astray.hidden = true;
    this.corner = left;
  }

  /** Nothing of a caller stays; a painting with a caller shows these plates again. */
  leaveCaller() {
    this.fix.hidden = true;
    this.astray.hidden = true;
  }

  showScale(view, lat, units) {
    const length = units.niceBelow(SCALE_BAR / view.pixels(1, lat));
    this.bar.style.width = `${Math.round(view.pixels(length, lat))}px`;
    this.length.textContent = units.say(length);
  }

  /** `text` is null when the pointer has left the map. */
  showCursor(text, words) {
    this.cursor.hidden = text === null;
    if (text !== null) this.cursor.textContent = fill(words.cursor, text);
  }

  showGround(view, county, words, { tiles, scene }) {
    this.north.textContent = `\u2191 ${words.north}`;
    this.attribution.textContent = [tiles.wanted && tiles.credit, words.attribution].filter(Boolean).join(" · ");
    const builtIn = view.zoom >= ROUGH_FROM_ZOOM ? words.rough
      : view.zoom >= STREETS_EXPECTED_FROM_ZOOM ? words.no_streets : words.built_in;
    this.note.textContent = tiles.trouble || (tiles.covering ? "" : builtIn);
    this.note.hidden = !this.note.textContent;
    this.note.classList.toggle("trouble", Boolean(tiles.trouble));
    this.county.hidden = !county || view.height < COUNTY_NEEDS;
    this.county.textContent = county ?? "";
    this.corner.style.bottom = `${this.attribution.offsetHeight + 8}px`;
    if (!this.note.hidden) this.placeNote(view, scene.tools);
  }

  /** Between the buttons where there is room, else below the ones at the left. */
  placeNote(view, [left, right]) {
    if (!left || !right) return;
    const { style } = this.note;
    style.right = `${right.width}px`;
    style.maxWidth = `${Math.min(320, view.width - right.width - GAP)}px`;
    const between = view.width - left.width - right.width - 2 * GAP;
    const below = this.note.offsetWidth > between;
    const room = Math.min(left.height, view.height / 2);
    style.top = `${below ? room : GAP}px`;
    if (left.height > view.height / 3) this.note.hidden = this.note.hidden || !this.note.classList.contains("trouble");
  }

  /** The words of the arrow to a caller out of view, beside its end wherever they cover least; says where. */
  showAstray(text, end, view, busy) {
    this.astray.hidden = false;
    this.astray.textContent = text;
    const room = best(view, end, this.astray.offsetWidth, this.astray.offsetHeight, busy);
    this.astray.style.transform = `translate(${Math.round(room.x)}px, ${Math.round(room.y)}px)`;
    return room;
  }

  /** ± and age, then coordinates, beside the marker where it covers least; says where. Hidden when the fix is out of view. */
  showFix(scene, point, view, { words, wishes }, busy) {
    this.fix.hidden = !scene.current || !view.shows(point);
    if (this.fix.hidden) return undefined;
    this.tellFix(scene, words);
    this.showBadge(scene.current, words, wishes);
    const room = best(view, point, this.fix.offsetWidth, this.fix.offsetHeight, busy);
    this.fix.style.transform = `translate(${Math.round(room.x)}px, ${Math.round(room.y)}px)`;
    return room;
  }

  /** ◆ and words on a fix that is too rough to send somebody to (docs/operator.md#d-12). */
  showBadge(fix, words, wishes) {
    const band = wishes.band(fix);
    this.badge.hidden = band === "exact";
    this.badge.className = `badge ${band}`;
    const sentence = { exact: "", rough: words.rough_fix, very_rough: words.very_rough_fix }[band];
    const limit = band === "rough" ? wishes.rough : wishes.veryRough;
    this.badge.textContent = band === "exact" ? "" : `\u25C6 ${fill(sentence, limit)}`;
  }

  /** Says how old the fix is by now; true when the plate has become wider and must be placed again. */
  tellFix({ current, now }, words) {
    if (!current) return false;
    const before = this.fix.offsetWidth;
    this.sentence.textContent = `${accuracy(current, words)} · ${ageOf(current, now, words)}`;
    this.position.textContent = coordinates(current.lat, current.lon);
    return this.fix.offsetWidth > before;
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
    const plates = this.host.querySelectorAll(".plate:not(.fix):not(.astray)");
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
