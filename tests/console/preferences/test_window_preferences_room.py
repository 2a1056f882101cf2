"""Preferences put to work: this console's values at once, the station's by a wish."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QDialog

from app.console.widgets.buttons import Button, Chip
from app.domain.incident.commands import ChangeSettings
from app.protocol.settings import SettingOrigin, SettingsReport
from tests.console.loop import until
from tests.console.preferences.seat import Seat, Sit
from tests.shots import settings


def test_a_change_is_wished_for_and_shown(seated: Sit) -> None:
    async def test(seat: Seat) -> None:
        seat.type("station.port", "8914")
        seat.type("station.public_url", "https://other.example.org")
        seat.desk.told = settings.told(port={"value": 8914, "in_force": 8911, "origin": SettingOrigin.FILE})
        seat.press("Apply 2 changes")
        await until(lambda: bool(seat.desk.commands) and not seat.tasks.names)
        (wish,) = seat.desk.commands
        assert isinstance(wish, ChangeSettings)
        assert wish.values == {"port": 8914, "public_url": "https://other.example.org"}
        assert seat.says("When the station starts again: Port.")

    seated(test)


def test_a_problem_holds_the_change_back(seated: Sit) -> None:
    async def test(seat: Seat) -> None:
        seat.type("station.port", "many")
        row = seat.window.fields.row("station.port")
        assert row is not None
        assert "must be a port number" in row.problem
        apply = next(one for one in seat.window.findChildren(Button) if one.accessibleName() == "Apply")
        assert not apply.isEnabled()
        seat.press("Discard changes")
        assert row.problem == ""
        assert row.text() == "8913"

    seated(test)


@pytest.mark.parametrize("silent", [True, False])
def test_a_refusal_is_said_and_nothing_is_lost(seated: Sit, silent: bool) -> None:
    async def test(seat: Seat) -> None:
        seat.desk.refusal = "The station can't listen on 127.0.0.1, port 80."
        seat.desk.silent = silent
        seat.type("station.port", "80")
        seat.press("Apply")
        await until(lambda: not seat.tasks.names)
        assert seat.says("did not answer" if silent else "can't listen")
        assert seat.editor("station.port").property("text") == "80"

    seated(test)


def test_nobody_signed_on_changes_nothing(seated: Sit) -> None:
    async def test(seat: Seat) -> None:
        seat.watch.sign_on(None)
        seat.type("station.port", "80")
        seat.press("Apply")
        await until(lambda: not seat.tasks.names)
        assert seat.desk.commands == []
        assert seat.says("Sign on first")

    seated(test)


def test_this_consoles_own_values_count_at_once(seated: Sit) -> None:
    async def test(seat: Seat) -> None:
        changed: list[bool] = []
        seat.room.changed.connect(lambda: changed.append(True))
        box = seat.editor("console.theme")
        assert isinstance(box, QComboBox)
        box.setCurrentIndex(box.findData("dark"))
        box.activated.emit(box.currentIndex())
        assert seat.theme.choice.value == "dark"
        row = seat.window.fields.row("console.theme")
        assert row is not None
        row.findChildren(Button)[0].click()
        assert seat.theme.choice.value == "system"
        assert len(changed) == 2
        assert seat.desk.commands == []

    seated(test)


def test_locked_and_given_values_can_not_be_typed_over(seated: Sit) -> None:
    async def test(seat: Seat) -> None:
        assert not seat.editor("station.retention_days").isEnabled()
        assert not seat.editor("station.host").isEnabled()
        assert not seat.editor("station.environment").isEnabled()
        assert seat.says("/etc/watchfloor/settings.toml")

    seated(test)


def test_search_and_filters(seated: Sit) -> None:
    async def test(seat: Seat) -> None:
        def shown() -> list[str]:
            keys = [field.key for field in seat.room.fields]
            return [key for key in keys if (row := seat.window.fields.row(key)) and not row.isHidden()]

        everything = len(shown())
        seat.window.search.setText("forgotten")
        assert shown() == ["station.retention_days"]
        seat.window.search.setText("submarine")
        assert shown() == []
        assert seat.says("Nothing here says that")
        QTest.keyClick(seat.window, Qt.Key.Key_Escape)
        assert len(shown()) == everything
        changed, waiting = seat.window.findChildren(Chip)
        changed.click()
        assert "station.agencies" in shown()
        assert "station.lei_path" not in shown()
        waiting.click()
        assert shown() == ["station.port"]
        seat.type("station.lei_path", "/elsewhere")
        assert "station.lei_path" in shown()
        QTest.keyClick(seat.window, Qt.Key.Key_Escape)
        assert not seat.window.isVisible()

    seated(test)


@pytest.mark.parametrize(
    ("ended", "sentence"),
    [(True, ""), (False, "could not be ended from here"), (OSError(2, "gone"), "could not be started again: gone")],
)
def test_the_station_is_restarted_after_a_question(seated: Sit, ended: bool | OSError, sentence: str) -> None:
    async def test(seat: Seat) -> None:
        seat.ended = ended
        seat.press("Restart the station…")
        await until(lambda: any(one.isVisible() for one in seat.window.findChildren(QDialog)))
        next(one for one in seat.dialog().findChildren(Button) if one.accessibleName() == "Restart now").click()
        await until(lambda: bool(seat.restarts) and not seat.tasks.names)
        assert seat.says(sentence)

    seated(test)


def test_a_restart_that_nobody_wants_is_none(seated: Sit) -> None:
    async def test(seat: Seat) -> None:
        seat.press("Restart the station…")
        await until(lambda: any(one.isVisible() for one in seat.window.findChildren(QDialog)))
        seat.dialog().reject()
        await until(lambda: not seat.tasks.names)
        assert seat.restarts == []

    seated(test)


def test_a_silent_station_leaves_the_own_values(seated: Sit) -> None:
    async def test(seat: Seat) -> None:
        seat.desk.silent = True
        await seat.opened()
        assert seat.says("Only this console's own values are shown")
        seat.desk.silent, seat.desk.told = (
            False,
            SettingsReport(settings=(), file="", lock="", problem="settings.toml is broken"),
        )
        await seat.opened()
        assert seat.says("is broken")
        assert seat.window.fields.row("station.port") is None

    seated(test)
