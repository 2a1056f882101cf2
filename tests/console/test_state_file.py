from pathlib import Path

from PySide6.QtCore import QByteArray

from app.console.state_file import FILE_NAME, StateFile


def test_it_remembers_across_a_crash(tmp_path: Path) -> None:
    memory = StateFile(tmp_path)
    memory.keep("geometry", QByteArray(b"\x01\x02"))
    memory.keep("text_scale", 1.5)
    memory.remember_name("M. Okafor")
    memory.remember_name("J. Tran")
    memory.remember_name("M. Okafor")
    later = StateFile(tmp_path)
    assert later.bytes_of("geometry") == QByteArray(b"\x01\x02")
    assert later.number("text_scale", 1.0) == 1.5
    assert later.names == ["M. Okafor", "J. Tran"]


def test_damage_costs_the_look_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_bytes(b"\x00\xff[[[\ntext_scale=many\ngeometry=5\n")
    memory = StateFile(tmp_path)
    assert memory.number("text_scale", 1.0) == 1.0
    assert memory.bytes_of("geometry").isEmpty()
    assert memory.text("theme", "system") == "system"
    assert memory.names == []
