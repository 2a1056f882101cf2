// Reads the text that devtools/basemap/sixbit.py writes: six bits a character.
const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const VALUE = new Uint8Array(128);
for (let i = 0; i < ALPHABET.length; i += 1) VALUE[ALPHABET.charCodeAt(i)] = i;

const MORE = 32;

/** Signed numbers of a text: zigzag, five bits a character, lowest first. */
export function varints(text) {
  const numbers = [];
  let rest = 0;
  let shift = 1;
  for (let i = 0; i < text.length; i += 1) {
    const bits = VALUE[text.charCodeAt(i)];
    rest += (bits & (MORE - 1)) * shift;
    shift *= MORE;
    if (bits < MORE) {
      numbers.push(rest % 2 ? -(rest + 1) / 2 : rest / 2);
      rest = 0;
      shift = 1;
    }
  }
  return numbers;
}

/** Whole numbers of a text in which each is the difference from the one before. */
export function runs(text) {
  let sum = 0;
  return varints(text).map((step) => (sum += step));
}

/** The unsigned number in `width` characters from `at`, highest first. */
export function fixed(text, at, width) {
  let number = 0;
  for (let i = at; i < at + width; i += 1) number = number * 64 + VALUE[text.charCodeAt(i)];
  return number;
}
