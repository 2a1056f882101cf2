// How the person wants the map: what is hidden, and from where a fix counts as rough.
export class Wishes {
  constructor({ hidden = [], rough = 50, very_rough: veryRough = 300 } = {}) {
    Object.assign(this, { hidden, rough, veryRough });
  }

  /** exact, rough or very_rough; a fix that states no accuracy is none of them and is called exact here. */
  band(fix) {
    if (fix.uncertainty === null || fix.uncertainty <= this.rough) return "exact";
    return fix.uncertainty <= this.veryRough ? "rough" : "very_rough";
  }
}
