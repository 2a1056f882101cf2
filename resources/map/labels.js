// Text on the canvas. Every label asks for its room first and steps aside when there is none.
export class Labels {
  constructor(context, view, colours) {
    Object.assign(this, { context, view, colours, taken: [], placed: [] });
  }

  /** Keeps a rectangle {x, y, width, height} free of labels. */
  reserve(rectangle) {
    this.taken.push(rectangle);
  }

  reserveAround(point, radius) {
    this.reserve({ x: point.x - radius, y: point.y - radius, width: 2 * radius, height: 2 * radius });
  }

  free(rectangle, gap = 3) {
    const inside = rectangle.x >= 2 && rectangle.y >= 2
      && rectangle.x + rectangle.width <= this.view.width - 2 && rectangle.y + rectangle.height <= this.view.height - 2;
    return inside && !this.taken.some((other) => overlap(rectangle, other, gap));
  }

  /** Paints `text` with its left middle at the first of `spots` that is free; says where, or returns undefined. */
  place(text, spots, style = {}) {
    const { weight = 400, size = 13, gap = 3, colour = this.colours.label, halo = this.colours.land } = style;
    this.context.font = `${weight} ${size}px ${this.colours.font}`;
    const width = this.context.measureText(text).width;
    const rooms = spots.map((spot) => ({ x: spot.x - width * (spot.anchor ?? 0), y: spot.y - size * 0.7, width, height: size * 1.4 }));
    const room = rooms.find((each) => this.free(each, gap));
    if (!room) return undefined;
    this.reserve(room);
    this.placed.push({ text, ...room });
    this.paint(text, room.x, room.y + room.height / 2, colour, halo);
    return room;
  }

  paint(text, x, y, colour, halo) {
    this.context.textBaseline = "middle";
    this.context.lineJoin = "round";
    this.context.lineWidth = 4;
    this.context.strokeStyle = halo;
    this.context.strokeText(text, x, y);
    this.context.fillStyle = colour;
    this.context.fillText(text, x, y);
  }
}

/** Where a label may stand around a point: right first, then left, below, above. */
export function around(point, gap) {
  return [
    { x: point.x + gap, y: point.y },
    { x: point.x - gap, y: point.y, anchor: 1 },
    { x: point.x, y: point.y + gap + 4, anchor: 0.5 },
    { x: point.x, y: point.y - gap - 4, anchor: 0.5 },
  ];
}

export function overlap(a, b, gap = 0) {
  return a.x < b.x + b.width + gap && b.x < a.x + a.width + gap && a.y < b.y + b.height + gap && b.y < a.y + a.height + gap;
}
