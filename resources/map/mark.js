// The place that a person has typed: a cross, so that no fix looks like it, and the coordinates as they were read.
import { around } from "./labels.js";

const ARM = 13;
const GAP = 4;

export function paintMark(context, point, colours) {
  for (const [colour, width] of [[colours.light, 6], [colours.text, 2]]) {
    context.beginPath();
    for (const [x, y] of [[1, 0], [-1, 0], [0, 1], [0, -1]]) {
      context.moveTo(point.x + GAP * x, point.y + GAP * y);
      context.lineTo(point.x + ARM * x, point.y + ARM * y);
    }
    context.strokeStyle = colour;
    context.lineWidth = width;
    context.stroke();
  }
}

export function labelMark(labels, point, text) {
  return labels.place(text, [...around(point, ARM + 5), ...around(point, 2 * ARM)], { weight: 600, colour: labels.colours.text });
}
