from pathlib import Path

from app.console import state_file
from app.console.state_file import SoundSettings, StateFile


def test_a_choice_outlives_the_console(tmp_path: Path) -> None:
    assert state_file.read(StateFile(tmp_path)) == SoundSettings()
    chosen = SoundSettings(device="a;b,c", second_device="d", volume=0.25, p2_raise_ms=60_000, p3=True)
    state_file.keep(StateFile(tmp_path), chosen)
    assert state_file.read(StateFile(tmp_path)) == chosen


def test_damage_costs_the_choice_and_nothing_else(tmp_path: Path) -> None:
    memory = StateFile(tmp_path)
    for name, value in (("volume", "nan"), ("p2_raise_ms", "soon"), ("p3", "perhaps")):
        memory.keep(f"sound/{name}", value)
    assert state_file.read(memory) == SoundSettings()
    memory.keep(state_file.VOLUME, 7)
    memory.keep(state_file.P2_RAISE_MS, -5)
    found = state_file.read(memory)
    assert (found.volume, found.p2_raise_ms) == (1.0, 0)
