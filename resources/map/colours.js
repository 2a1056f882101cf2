// The console's colour tokens, and the few shades that the map mixes from them.
export function coloursFrom(tokens) {
  return {
    ...tokens,
    water: mixed(tokens.page, tokens.accent_tint, 0.75),
    label: tokens.map_label,
    light: "#FFFFFF",
    dark: "#1B1F24",
    font: "Inter, system-ui, sans-serif",
  };
}

function mixed(a, b, share) {
  const parts = channels(a).map((value, i) => Math.round(value + (channels(b)[i] - value) * share));
  return `rgb(${parts.join(",")})`;
}

export function faded(colour, opacity) {
  return `rgba(${channels(colour).join(",")},${opacity})`;
}

/** Black or white ink, whichever reads better on a fill. */
export function inkOn(fill) {
  const [red, green, blue] = channels(fill);
  return 0.299 * red + 0.587 * green + 0.114 * blue > 140 ? "#1B1F24" : "#FFFFFF";
}

function channels(colour) {
  return [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));
}
