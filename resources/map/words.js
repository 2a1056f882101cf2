// Numbers and times as an operator reads them; sentences come translated from the console, {0} is filled here.
const MINUS = "\u2212";

export function fill(sentence, ...values) {
  return sentence.replace(/\{(\d)\}/g, (_, index) => values[Number(index)]);
}

export function degrees(value, decimals) {
  const text = Math.abs(value).toFixed(decimals);
  return value < 0 && Number(text) !== 0 ? MINUS + text : text;
}

export function coordinates(lat, lon, decimals = 6) {
  return `${degrees(lat, decimals)}, ${degrees(lon, decimals)}`;
}

export function metres(value) {
  if (value < 1000) return `${value < 10 ? Number(value.toFixed(1)) : Math.round(value)} m`;
  const kilometres = value / 1000;
  return `${kilometres < 10 ? Number(kilometres.toFixed(1)) : Math.round(kilometres)} km`;
}

/** 12 s, 4 min, 3 h: an age is rounded down, so that it never claims to be older than it is. */
export function age(milliseconds) {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  if (seconds < 120) return `${seconds} s`;
  if (seconds < 7200) return `${Math.floor(seconds / 60)} min`;
  return `${Math.floor(seconds / 3600)} h`;
}

const clocks = new Map();

/** Local time of day with seconds in the center's zone. */
export function timeOfDay(milliseconds, zone) {
  if (!clocks.has(zone)) {
    const format = { timeZone: zone, hourCycle: "h23", hour: "2-digit", minute: "2-digit", second: "2-digit" };
    clocks.set(zone, new Intl.DateTimeFormat("en-US", format));
  }
  return clocks.get(zone).format(milliseconds);
}
