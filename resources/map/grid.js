// The graticule: lines of latitude and longitude with their degrees at the edge. Works with no map data at all.
import { niceBelow } from "./geodesy.js";
import { degrees } from "./words.js";

const BETWEEN_LINES = 170; // pixels, at most about twice this

export function paintGrid(context, view, colours, quiet) {
  context.beginPath();
  for (const line of gridLines(view)) {
    const at = Math.round(line.at) + 0.5;
    if (line.vertical) {
      context.moveTo(at, 0);
      context.lineTo(at, view.height);
    } else {
      context.moveTo(0, at);
      context.lineTo(view.width, at);
    }
  }
  context.strokeStyle = colours.grid;
  context.lineWidth = 1;
  context.globalAlpha = quiet ? 0.35 : 1; // over streets it must not look like one
  context.stroke();
  context.globalAlpha = 1;
}

export function labelGrid(labels, view, top) {
  const style = { colour: labels.colours.label };
  for (const line of gridLines(view)) {
    const text = degrees(line.value, line.decimals);
    const spots = line.vertical ? [{ x: line.at + 5, y: top + 16 }] : [{ x: 8, y: line.at - 10 }];
    labels.place(text, spots, style);
  }
}

function gridLines(view) {
  const { north, south } = view.extent();
  const step = niceBelow((2 * BETWEEN_LINES * 360) / view.worldSize);
  const decimals = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
  const lines = [];
  const west = (view.left / view.worldSize - 0.5) * 360;
  const east = west + (view.width / view.worldSize) * 360;
  for (let k = Math.ceil(west / step); k * step <= east; k += 1) {
    const value = ((((k * step + 180) % 360) + 360) % 360) - 180;
    lines.push({ vertical: true, at: ((k * step) / 360 + 0.5) * view.worldSize - view.left, value, decimals });
  }
  const latStep = Math.min(step, 20);
  for (let k = Math.ceil(latitude(south) / latStep); k * latStep <= latitude(north); k += 1) {
    lines.push({ vertical: false, at: view.point(k * latStep, 0).y, value: k * latStep, decimals });
  }
  return lines;
}

function latitude(y) {
  return (Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180) / Math.PI;
}
