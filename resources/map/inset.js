// The small overview: the county and its neighbours around the view, with the view's own frame on it.
import { Labels, around } from "./labels.js";
import { View } from "./view.js";

const ACROSS_M = 70000;
const USEFUL_FROM_ZOOM = 10.5;
const SIZES = [[680, 200, 160], [440, 168, 128], [0, 144, 112]]; // from this width of the map: width, height

export class Inset {
  constructor(host) {
    this.canvas = document.createElement("canvas");
    this.canvas.className = "plate inset";
    host.append(this.canvas);
  }

  paint(main, centre, basemap, places, colours, fix, wanted) {
    this.canvas.hidden = !wanted || main.zoom < USEFUL_FROM_ZOOM || main.height < 420 || main.width < 380;
    if (this.canvas.hidden || !this.changed(main, centre, colours, fix)) return;
    const [, width, height] = SIZES.find(([from]) => main.width >= from);
    const context = fitted(this.canvas, width, height);
    const view = View.around(centre.lat, centre.lng, ACROSS_M, width, height);
    basemap.paint(context, view, { ...colours, line: colours.border });
    frame(context, main, view, colours);
    const labels = new Labels(context, view, colours);
    if (fix) dot(context, labels, view.point(fix.lat, fix.lon), colours);
    for (const place of [...places.visible(view)].slice(0, 12)) {
      const point = view.point(place.lat, place.lon);
      labels.place(place.name, [...around(point, 6), ...around(point, 16)]);
    }
  }

  /** Whether it would look different now: most paintings only count seconds or move the map by a little. */
  changed(main, centre, colours, fix) {
    const pixel = ACROSS_M / 160 / 111000; // degrees
    const parts = [centre.lat / pixel, centre.lng / pixel, (fix?.lat ?? 0) / pixel, (fix?.lon ?? 0) / pixel, main.zoom * 4];
    const key = [...parts.map(Math.round), main.width, main.height, colours.land, window.devicePixelRatio].join();
    const differs = key !== this.key;
    this.key = key;
    return differs;
  }
}

function frame(context, main, view, colours) {
  const scale = view.worldSize / main.worldSize;
  const [width, height] = [Math.max(8, main.width * scale), Math.max(8, main.height * scale)];
  context.strokeStyle = colours.accent;
  context.lineWidth = 1.5;
  context.strokeRect((view.width - width) / 2, (view.height - height) / 2, width, height);
}

function dot(context, labels, point, colours) {
  context.beginPath();
  context.arc(point.x, point.y, 3, 0, 2 * Math.PI);
  context.fillStyle = colours.accent;
  context.fill();
  labels.reserveAround(point, 6);
}

/** A canvas of so many logical pixels, sharp on every screen. */
export function fitted(canvas, width, height) {
  const ratio = window.devicePixelRatio;
  if (canvas.width !== Math.round(width * ratio) || canvas.height !== Math.round(height * ratio)) {
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
    canvas.style.width = `${width}px`;
    canvas.style.height = `${height}px`;
  }
  const context = canvas.getContext("2d");
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  return context;
}
