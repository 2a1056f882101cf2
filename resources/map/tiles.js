// The center's own base map: pictures that the console fetches. Where there are none, the built-in map shows through.
const PANE = "tilePane";
const DIM = "brightness(0.68) saturate(0.85)"; // pictures made for daylight, in a dark room

export class Tiles {
  constructor(map) {
    Object.assign(this, { map, layer: null, key: "", failed: new Map(), again: 0 });
  }

  /** Takes what the console says of the base map; the layer is made anew only when it is another one. */
  lay({ tiles, credit, trouble }) {
    Object.assign(this, { credit, trouble });
    const key = JSON.stringify(tiles);
    if (key === this.key) return;
    this.key = key;
    this.layer?.remove();
    this.failed.clear();
    this.layer = tiles && this.made(tiles);
    this.show(this.wanted);
  }

  made({ generation, least, most, bounds }) {
    const options = { minNativeZoom: least, maxNativeZoom: most, minZoom: 0, maxZoom: 22, keepBuffer: 1, updateWhenIdle: false };
    if (bounds) options.bounds = [[bounds[1], bounds[0]], [bounds[3], bounds[2]]];
    const layer = L.tileLayer(`console://app/tiles/${generation}/{z}/{x}/{y}`, options);
    layer.on("tileerror", ({ tile }) => this.failed.set(tile, tile.src.split("?")[0]));
    layer.on("tileunload", ({ tile }) => this.failed.delete(tile));
    return layer;
  }

  /** Whether a person wants it to show; it is kept for the next base map, too. */
  show(wanted = true) {
    this.wanted = wanted;
    if (!this.layer) return;
    if (wanted) this.layer.addTo(this.map);
    else this.layer.remove();
  }

  /** The server answers again: what failed is asked for once more, and nothing else. */
  retry() {
    this.again += 1;
    const failed = [...this.failed];
    this.failed.clear();
    for (const [tile, address] of failed) tile.src = `${address}?again=${this.again}`;
  }

  dress(dark) {
    this.map.getPane(PANE).style.filter = dark ? DIM : "";
  }

  /** Whether pictures can be seen: their own names and streets need no help from the built-in map. */
  get covering() {
    if (!this.layer || !this.wanted) return false;
    return Object.values(this.layer._tiles ?? {}).some(({ loaded, el }) => loaded && el.naturalWidth > 1);
  }
}
