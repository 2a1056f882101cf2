// What the console last said is true: the selected incident's fixes, its box, the other incidents. Nothing here draws.
export class Scene {
  constructor() {
    this.number = 0;
    this.incident = null;
    this.fixes = []; // oldest first; the last one is where the caller is now
    this.box = null;
    this.pins = new Map();
    this.now = 0;
    this.zone = "UTC";
    this.tools = []; // what the window's buttons cover, {x, y, width, height}
    this.mark = null; // a place that a person has typed
  }

  get current() {
    return this.fixes.at(-1);
  }

  /** Takes in what has changed; the parts that a delta doesn't name stay as they are. */
  apply(delta) {
    if (delta.full) this.pins.clear();
    for (const part of ["number", "incident", "fixes", "box", "now", "zone"]) {
      if (part in delta) this[part] = delta[part];
    }
    for (const incident of delta.pins_gone ?? []) this.pins.delete(incident);
    for (const pin of delta.pins ?? []) this.pins.set(pin.incident, pin);
  }
}
