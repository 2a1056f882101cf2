// What part of the world is on screen, and where on the screen a place lies. One View serves one painting.
import { mercatorX, mercatorY, metresPerPixel } from "./geodesy.js";

export class View {
  constructor(width, height, worldSize, left, top) {
    Object.assign(this, { width, height, worldSize, left, top });
  }

  static of(map) {
    const size = map.getSize();
    const corner = map.getPixelBounds().min;
    return new View(size.x, size.y, 256 * 2 ** map.getZoom(), corner.x, corner.y);
  }

  /** A view of its own for the inset: `metres` across, centred on a place. */
  static around(lat, lon, metres, width, height) {
    const worldSize = (width * metresPerPixel(lat, 1)) / metres;
    return new View(width, height, worldSize, mercatorX(lon) * worldSize - width / 2, mercatorY(lat) * worldSize - height / 2);
  }

  get zoom() {
    return Math.log2(this.worldSize / 256);
  }

  /** Screen position of a place; of the world's copies the one nearest to `nearX`, or to the middle. */
  point(lat, lon, nearX = this.width / 2) {
    const x = mercatorX(lon) * this.worldSize - this.left;
    const turns = Math.round((x - nearX) / this.worldSize);
    return { x: x - turns * this.worldSize, y: mercatorY(lat) * this.worldSize - this.top };
  }

  /** A chain of places, each taken from the copy of the world nearest to the one before it. */
  chain(places) {
    let near;
    return places.map((place) => {
      const point = this.point(place.lat, place.lon, near);
      near = point.x;
      return point;
    });
  }

  pixels(metres, lat) {
    return metres / metresPerPixel(lat, this.worldSize);
  }

  shows(point, margin = 0) {
    return point.x >= -margin && point.y >= -margin && point.x <= this.width + margin && point.y <= this.height + margin;
  }

  /** Mercator extent of the screen, and the whole turns by which the world's copies must be shifted to fill it. */
  extent() {
    const [west, east] = [this.left / this.worldSize, (this.left + this.width) / this.worldSize];
    const turns = [];
    for (let turn = Math.floor(west); turn <= Math.floor(east); turn += 1) turns.push(turn);
    return { west, east, north: this.top / this.worldSize, south: (this.top + this.height) / this.worldSize, turns };
  }
}
