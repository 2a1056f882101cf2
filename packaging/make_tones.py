"""Makes the alarm tones in resources/sounds: plain sine tones of our own, so that no recording is needed.

P1 is two groups of five tones, P2 three, P3 one and soft: the grammar of docs/operator.md#c-30.
"""

import math
import pathlib
import struct
import wave

RATE = 44_100
TONE_S, GAP_S, PAUSE_S = 0.14, 0.06, 0.35
FADE_S = 0.012
LEVEL = 0.6
HIGH_GROUP = (880.0, 880.0, 880.0, 1174.7, 880.0)
MEDIUM_GROUP = (659.3, 659.3, 784.0)
LOW_GROUP = (523.3,)
SOFT = 0.4
SOUNDS = pathlib.Path(__file__).resolve().parents[1] / "resources" / "sounds"


def tone(hertz: float) -> list[float]:
    """One tone with soft edges and a quieter octave above, so that it carries through a room."""
    count = int(RATE * TONE_S)
    edge = RATE * FADE_S
    samples = []
    for place in range(count):
        swell = min(1.0, place / edge, (count - place) / edge)
        turn = 2 * math.pi * hertz * place / RATE
        samples.append(LEVEL * swell * (0.75 * math.sin(turn) + 0.25 * math.sin(2 * turn)))
    return samples


def silence(seconds: float) -> list[float]:
    """Nothing, for a while."""
    return [0.0] * int(RATE * seconds)


def group(tones: tuple[float, ...]) -> list[float]:
    """Tones with gaps between them."""
    return [sample for hertz in tones for sample in (*tone(hertz), *silence(GAP_S))]


def write(path: pathlib.Path, samples: list[float]) -> None:
    """A mono 16-bit WAV file."""
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(b"".join(struct.pack("<h", round(32_767 * sample)) for sample in samples))


if __name__ == "__main__":
    SOUNDS.mkdir(parents=True, exist_ok=True)
    write(SOUNDS / "p1.wav", group(HIGH_GROUP) + silence(PAUSE_S) + group(HIGH_GROUP))
    write(SOUNDS / "p2.wav", group(MEDIUM_GROUP))
    write(SOUNDS / "p3.wav", [SOFT * sample for sample in group(LOW_GROUP)])
