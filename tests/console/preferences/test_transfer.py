"""Settings carried out into a file and in from one."""

import asyncio
import json
import tomllib

import pytest
from PySide6.QtWidgets import QCheckBox

from app.console.widgets.buttons import Button
from app.console.widgets.text import Remark
from app.domain.incident.commands import ChangeSettings
from tests.console.loop import until
from tests.console.preferences.seat import Seat, Sit


def test_an_import_shows_what_it_would_change_first(seated: Sit) -> None:
    async def test(seat: Seat) -> None:
        file = seat.folder / "theirs.toml"
        file.write_text(
            'port = 8999\nretention_days = 90\nlei_method = "POST"\nescalate_url = "https://a.example/?key=hush"\n'
            '[console]\ntheme = "dark"\n',
            encoding="utf-8",
        )
        seat.room._transfer.read(file, seat.room.fields)
        dialog = seat.dialog()
        shown = "\n".join(one.whole_text() for one in dialog.findChildren(Remark))
        assert "8913 → 8999" in shown
        assert "nothing → https://a.example/?key=hush" in shown
        assert "administrator locked it" in shown
        assert seat.desk.commands == []
        assert seat.theme.choice.value != "dark"
        next(one for one in dialog.findChildren(Button) if one.accessibleName() == "Take over 3 changes").click()
        await until(lambda: bool(seat.desk.commands) and not seat.tasks.names)
        (wish,) = seat.desk.commands
        assert isinstance(wish, ChangeSettings)
        assert wish.values == {"port": 8999, "escalate_url": "https://a.example/?key=hush"}
        assert seat.theme.choice.value == "dark"
        await asyncio.sleep(0)

    seated(test)


@pytest.mark.parametrize("is_read", [False, True])
def test_a_program_of_the_file_is_shown_whole_and_asked_for_by_itself(seated: Sit, *, is_read: bool) -> None:
    command = ["/opt/pager", "--relay", "x" * 300]

    async def test(seat: Seat) -> None:
        file = seat.folder / "theirs.toml"
        file.write_text(f"port = 8999\nescalate_command = {json.dumps(command)}\n", encoding="utf-8")
        seat.room._transfer.read(file, seat.room.fields)
        dialog = seat.dialog()
        shown = "\n".join(one.whole_text() for one in dialog.findChildren(Remark))
        assert all(part in shown for part in command)
        (program,) = dialog.findChildren(QCheckBox)
        assert not program.isChecked()
        program.setChecked(is_read)
        count = 2 if is_read else 1
        next(one for one in dialog.findChildren(Button) if one.accessibleName() == f"Take over {count} changes").click()
        await until(lambda: bool(seat.desk.commands) and not seat.tasks.names)
        (wish,) = seat.desk.commands
        assert isinstance(wish, ChangeSettings)
        assert ("escalate_command" in wish.values) is is_read
        assert wish.values["port"] == 8999
        await asyncio.sleep(0)

    seated(test)


def test_a_bad_file_changes_nothing_and_is_explained(seated: Sit) -> None:
    async def test(seat: Seat) -> None:
        file = seat.folder / "theirs.toml"
        file.write_text('prot = 1\nport = "x"\n', encoding="utf-8")
        seat.room._transfer.read(file, seat.room.fields)
        shown = "\n".join(one.whole_text() for one in seat.dialog().findChildren(Remark))
        assert "Line 1: there is no setting prot" in shown
        assert "Line 2: port: 'x' won't do" in shown
        seat.dialog().accept()
        file.write_bytes(b"\xff\xfeA")
        seat.room._transfer.read(file, seat.room.fields)
        assert seat.says("theirs.toml can't be read")
        assert seat.desk.commands == []

    seated(test)


def test_an_export_is_written_whole_or_said_why_not(seated: Sit) -> None:
    async def test(seat: Seat) -> None:
        file = seat.folder / "ours.toml"
        seat.room._transfer.write(file, seat.desk.told, "now")
        assert tomllib.loads(file.read_text(encoding="utf-8"))["port"] == 8913
        assert seat.says("without secrets")
        seat.room._transfer.write(seat.folder / "nowhere" / "ours.toml", seat.desk.told, "now")
        assert seat.says("Nothing was written")

    seated(test)


@pytest.mark.parametrize("words", ["Export…", "Import…"])
def test_the_file_is_asked_for_without_a_loop_of_its_own(seated: Sit, words: str) -> None:
    async def test(seat: Seat) -> None:
        seat.press(words)
        seat.dialog().reject()

    seated(test)
