// Distances in metres and bearings in degrees on the sphere; Mercator's square with sides of 1.
const EARTH_RADIUS_M = 6371008.8;
const EQUATOR_M = 40075016.686; // of the sphere that Web Mercator is drawn on
const COMPASS = ["N", "NNE", "NE", "ENE", "E", "ESE", "SE", "SSE", "S", "SSW", "SW", "WSW", "W", "WNW", "NW", "NNW"];
const RADIAN = Math.PI / 180;

export function mercatorX(lon) {
  return lon / 360 + 0.5;
}

export function mercatorY(lat) {
  const sine = Math.sin(Math.max(-85.0511, Math.min(85.0511, lat)) * RADIAN);
  return 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI);
}

/** Metres that one pixel covers at a latitude, when the whole world is `worldSize` pixels wide. */
export function metresPerPixel(lat, worldSize) {
  return (EQUATOR_M * Math.cos(lat * RADIAN)) / worldSize;
}

export function distance(a, b) {
  const halfLat = ((b.lat - a.lat) * RADIAN) / 2;
  const halfLon = ((b.lon - a.lon) * RADIAN) / 2;
  const chord = Math.sin(halfLat) ** 2 + Math.cos(a.lat * RADIAN) * Math.cos(b.lat * RADIAN) * Math.sin(halfLon) ** 2;
  return 2 * EARTH_RADIUS_M * Math.asin(Math.sqrt(Math.min(1, chord)));
}

/** Degrees clockwise from north in which `to` lies, seen from `from`. */
export function bearing(from, to) {
  const turn = (to.lon - from.lon) * RADIAN;
  const y = Math.sin(turn) * Math.cos(to.lat * RADIAN);
  const x = Math.cos(from.lat * RADIAN) * Math.sin(to.lat * RADIAN)
    - Math.sin(from.lat * RADIAN) * Math.cos(to.lat * RADIAN) * Math.cos(turn);
  return (Math.atan2(y, x) / RADIAN + 360) % 360;
}

/** Index 0 to 15 of the compass point; the word for it comes from the console's language. */
export function compass(degrees, words = COMPASS) {
  return words[Math.round(degrees / 22.5) % 16];
}

/** The largest of 1, 2, 5 times a power of ten that is at most `most`. */
export function niceBelow(most) {
  const power = 10 ** Math.floor(Math.log10(most));
  return [5, 2, 1].find((step) => step * power <= most * 1.000001) * power;
}
