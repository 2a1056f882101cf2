"""Writes whole numbers as text, six bits a character; resources/map/sixbit.js reads it back."""

from collections.abc import Iterable, Sequence

ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
MORE = 32


def varint(number: int) -> str:
    """A signed number: zigzag, then five bits a character, lowest first."""
    rest = number * 2 if number >= 0 else -number * 2 - 1
    text = ""
    while rest >= MORE:
        text += ALPHABET[MORE | rest % MORE]
        rest //= MORE
    return text + ALPHABET[rest]


def fixed(number: int, width: int) -> str:
    """An unsigned number in exactly ``width`` characters, highest first."""
    return "".join(ALPHABET[number >> 6 * place & 63] for place in reversed(range(width)))


def numbers(values: Iterable[int]) -> str:
    """Whole numbers, each as its difference from the one before."""
    text, last = "", 0
    for value in values:
        text += varint(value - last)
        last = value
    return text


def line(points: Iterable[Sequence[float]], steps: int) -> str:
    """A line of (longitude, latitude) degrees as differences of 1/``steps`` degree; repeated points fall out."""
    text, last = "", (0, 0)
    for longitude, latitude in points:
        here = (round(longitude * steps), round(latitude * steps))
        if text and here == last:
            continue
        text += varint(here[0] - last[0]) + varint(here[1] - last[1])
        last = here
    return text
