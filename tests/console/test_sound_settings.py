from pathlib import Path

from app.console import sound_settings
from app.console.memory import Memory
from app.console.sound_settings import SoundSettings


def test_a_choice_outlives_the_console(tmp_path: Path) -> None:
    assert sound_settings.read(Memory(tmp_path)) == SoundSettings()
    chosen = SoundSettings(device="a;b,c", second_device="d", volume=0.25, p2_raise_ms=60_000, p3=True)
    sound_settings.keep(Memory(tmp_path), chosen)
    assert sound_settings.read(Memory(tmp_path)) == chosen


def test_damage_costs_the_choice_and_nothing_else(tmp_path: Path) -> None:
    memory = Memory(tmp_path)
    for name, value in (("volume", "nan"), ("p2_raise_ms", "soon"), ("p3", "perhaps")):
        memory.keep(f"sound/{name}", value)
    assert sound_settings.read(memory) == SoundSettings()
    memory.keep(sound_settings.VOLUME, 7)
    memory.keep(sound_settings.P2_RAISE_MS, -5)
    found = sound_settings.read(memory)
    assert (found.volume, found.p2_raise_ms) == (1.0, 0)
