// The other open incidents: small grey pins with their number. Quiet, but they can be clicked.
const RADIUS = 5;
const REACH = 12; // pixels around a pin that count as a click on it: 24 px across
const LABELLED_AT_MOST = 200;

export function paintPins(context, view, pins, colours) {
  const seen = [];
  for (const pin of pins) {
    const point = view.point(pin.lat, pin.lon);
    if (view.shows(point, RADIUS)) seen.push({ incident: pin.incident, ...point });
  }
  context.fillStyle = colours.muted;
  context.strokeStyle = colours.light;
  context.lineWidth = 1.5;
  context.beginPath();
  for (const pin of seen) {
    context.moveTo(pin.x + RADIUS, pin.y);
    context.arc(pin.x, pin.y, RADIUS, 0, 2 * Math.PI);
  }
  context.fill();
  context.stroke();
  return seen;
}

export function labelPins(labels, seen) {
  for (const pin of seen.slice(0, LABELLED_AT_MOST)) {
    labels.place(String(pin.incident), [{ x: pin.x + 10, y: pin.y }, { x: pin.x - 10, y: pin.y, anchor: 1 }]);
  }
}

/** The pin under a point on the screen, the nearest if there are several. */
export function pinAt(seen, point) {
  const far = (pin) => Math.hypot(pin.x - point.x, pin.y - point.y);
  const near = seen.filter((pin) => far(pin) <= REACH).sort((a, b) => far(a) - far(b));
  return near[0];
}
