"""Tones in every format that a device may want."""

import array
import wave
from pathlib import Path

import pytest

from app.console.sound.pcm import Pcm, encoded, read, resampled
from app.core import paths

SOUNDS = paths.resources() / "sounds"


@pytest.mark.parametrize(("name", "length_ms"), [("p1", 2349), ("p2", 600), ("p3", 200)])
def test_the_shipped_tones_can_be_read(name: str, length_ms: int) -> None:
    assert read(SOUNDS / f"{name}.wav").length_ms == length_ms


def test_another_rate_keeps_length_and_tone() -> None:
    whole = read(SOUNDS / "p1.wav")
    for rate in (8_000, 16_000, 48_000, 96_000):
        other = resampled(whole, rate)
        assert abs(other.length_ms - whole.length_ms) <= 1
        assert max(other.samples) > 0.9 * max(whole.samples)
    assert resampled(whole, whole.rate) is whole


def test_samples_fit_each_format_and_every_channel() -> None:
    pcm = Pcm(8_000, array.array("h", [0, 32_767, -32_768]))
    assert list(encoded(pcm, "B", 1)) == [128, 255, 0]
    assert array.array("h", encoded(pcm, "h", 2)).tolist() == [0, 0, 32_767, 32_767, -32_768, -32_768]
    assert array.array("i", encoded(pcm, "i", 1)).tolist() == [0, 32_767 << 16, -32_768 << 16]
    assert array.array("f", encoded(pcm, "f", 1)).tolist()[1] == 1.0


def test_what_is_no_tone_says_so(tmp_path: Path) -> None:
    broken = tmp_path / "broken.wav"
    broken.write_bytes(b"RIFF")
    with pytest.raises(ValueError, match=r"broken\.wav is no WAV file"):
        read(broken)
    stereo = tmp_path / "stereo.wav"
    with wave.open(str(stereo), "wb") as file:
        file.setnchannels(2)
        file.setsampwidth(2)
        file.setframerate(8_000)
        file.writeframes(b"\0" * 8)
    with pytest.raises(ValueError, match="not mono"):
        read(stereo)
