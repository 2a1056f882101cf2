// Which shape means which source, for the shapes that are on the map.
import { fitted } from "./inset.js";
import { paintMarker } from "./marker.js";

const SIZE = 24;

export class Legend {
  constructor(host) {
    this.host = host;
    this.shown = "";
  }

  /** Rows for the kinds among the fixes; rebuilt only when they or the look change. */
  show(fixes, room, words, colours) {
    const kinds = [..."DSTN"].filter((kind) => fixes.some((fix) => fix.kind === kind));
    this.host.hidden = kinds.length === 0 || !room;
    const key = kinds.join("") + colours.muted + words.kinds.D;
    if (key === this.shown) return;
    this.shown = key;
    this.host.replaceChildren(...kinds.flatMap((kind) => row(kind, words, colours)));
  }
}

function row(kind, words, colours) {
  const sign = document.createElement("canvas");
  paintMarker(fitted(sign, SIZE, SIZE), { x: SIZE / 2, y: SIZE / 2 }, kind, colours.muted, colours, false);
  const name = document.createElement("span");
  name.textContent = words.kinds[kind];
  return [sign, name];
}
