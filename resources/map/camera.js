// Where the map looks: Follow, Fit fix, Fit box. A pan by the operator is never undone.
import { bearing, distance, metresPerPixel } from "./geodesy.js";

const MIDDLE = 0.6;
const MOVED_M = 5; // less than that is a fix that trembles, not a caller that moves
const ZOOM = { least: 3, most: 20 };
const FIT = { across: 1400, smallest: 16, largest: 0.3 }; // metres of surroundings; the circle's radius: pixels, share of the map

export class Camera {
  constructor(map, tell) {
    Object.assign(this, { map, tell, follows: true, wanted: true, incident: null, suited: false, current: null, left: null });
    map.setMinZoom(ZOOM.least);
    map.setMaxZoom(ZOOM.most);
    map.on("dragstart", () => this.letGo());
    map.getContainer().addEventListener("keydown", (event) => {
      if (event.key.startsWith("Arrow")) this.letGo();
    });
  }

  /** The operator's own wish; `wanted` survives a pan, so that the next incident is followed again. */
  follow(on, scene) {
    this.wanted = on;
    this.set(on);
    if (on && scene?.current) this.keep(scene.current);
  }

  letGo() {
    if (this.follows) this.set(false);
  }

  set(on) {
    this.follows = on;
    this.left = on ? null : this.current;
    this.tell(on);
  }

  /** How far a caller has moved since the map let go of them; undefined when they have not, or it follows. */
  movedSince(fix) {
    if (this.follows || !this.left) return undefined;
    const far = distance(this.left, fix);
    return far < MOVED_M ? undefined : { distance: far, bearing: bearing(this.left, fix) };
  }

  /** A newly selected incident is fitted at its first fix and never again; then a moving one is kept in the middle. */
  attend(scene) {
    if (scene.incident !== this.incident) this.turnTo(scene.incident);
    this.current = scene.current ?? null;
    if (!scene.current) return;
    if (this.suited) {
      if (this.follows) this.keep(scene.current);
      return;
    }
    this.suited = true;
    if (this.follows || !this.wanted) this.fitFix(scene.current);
    else this.left = scene.current; // the operator has looked elsewhere while the first fix was on its way
  }

  turnTo(incident) {
    Object.assign(this, { incident, suited: false, current: null, left: null });
    if (incident !== null && this.wanted && !this.follows) this.set(true);
  }

  /** Moves only when the fix has left the middle 60 %, and then as little as brings it back. */
  keep(fix) {
    const size = this.map.getSize();
    const point = this.map.latLngToContainerPoint(this.near(fix));
    const push = (at, whole) => {
      const edge = (whole * (1 - MIDDLE)) / 2;
      return Math.min(at - edge, 0) + Math.max(at - (whole - edge), 0);
    };
    const move = [push(point.x, size.x), push(point.y, size.y)];
    if (move[0] || move[1]) this.map.panBy(move, { animate: false });
  }

  /** The caller's surroundings, but never a circle smaller than the marker or larger than the map. */
  fitFix(fix) {
    const size = this.map.getSize();
    const room = Math.min(size.x, size.y);
    let scale = FIT.across / room; // metres per pixel
    if (fix.uncertainty !== null) {
      scale = Math.min(scale, Math.max(fix.uncertainty, 1) / FIT.smallest);
      scale = Math.max(scale, fix.uncertainty / (FIT.largest * room));
    }
    const zoom = Math.log2(metresPerPixel(fix.lat, 256) / scale);
    this.map.setView(this.near(fix), Math.max(ZOOM.least, Math.min(ZOOM.most, zoom)), { animate: false });
  }

  fitBox(box) {
    const east = box.west > box.east ? box.east + 360 : box.east;
    this.map.fitBounds([[box.south, box.west], [box.north, east]], { padding: [30, 60], animate: false });
  }

  /** The copy of a place that is nearest to where the map looks, so that the antimeridian is no border. */
  near(fix) {
    const centre = this.map.getCenter().lng;
    return [fix.lat, fix.lon + 360 * Math.round((centre - fix.lon) / 360)];
  }
}
