"""Tones as samples, in whatever format a device takes; so that no device is lost to a missing converter."""

import array
import pathlib
import sys
import wave

import msgspec

FULL = 32_767


class Pcm(msgspec.Struct, frozen=True):
    """Mono samples of 16 bits, and how many there are in a second."""

    rate: int
    samples: array.array  # type: ignore[type-arg]  # array has no runtime type argument that msgspec takes

    @property
    def length_ms(self) -> int:
        """How long it plays."""
        return len(self.samples) * 1000 // self.rate


def read(file: pathlib.Path) -> Pcm:
    """Read a mono 16-bit WAV file.

    Raises:
        OSError: it can't be read.
        ValueError: it is no such file.
    """
    try:
        with wave.open(str(file), "rb") as opened:
            shape = opened.getnchannels(), opened.getsampwidth()
            rate, frames = opened.getframerate(), opened.readframes(opened.getnframes())
    except (wave.Error, EOFError) as problem:
        message = f"{file.name} is no WAV file: {problem}"
        raise ValueError(message) from None
    if shape != (1, 2) or rate <= 0:
        message = f"{file.name} is not mono with 16 bits"
        raise ValueError(message)
    samples = array.array("h", frames)
    if sys.byteorder == "big":
        samples.byteswap()
    return Pcm(rate, samples)


def resampled(pcm: Pcm, rate: int) -> Pcm:
    """The same tones at another rate: the sample that is nearest in time, good enough for tones below 3 kHz."""
    if rate == pcm.rate:
        return pcm
    count = len(pcm.samples) * rate // pcm.rate
    picked = array.array("h", (pcm.samples[place * pcm.rate // rate] for place in range(count)))
    return Pcm(rate, picked)


def encoded(pcm: Pcm, code: str, channels: int) -> bytes:
    """Samples as bytes: ``code`` is an array type code (``B`` 8 bits unsigned, ``h`` 16, ``i`` 32, ``f`` float)."""
    if code == "B":
        single = array.array("B", ((sample >> 8) + 128 for sample in pcm.samples))
    elif code == "i":
        single = array.array("i", (sample << 16 for sample in pcm.samples))
    elif code == "f":
        single = array.array("f", (sample / FULL for sample in pcm.samples))
    else:
        single = pcm.samples
    if channels == 1:
        return single.tobytes()
    spread = array.array(single.typecode, bytes(len(single) * single.itemsize * channels))
    for channel in range(channels):
        spread[channel::channels] = single
    return spread.tobytes()
