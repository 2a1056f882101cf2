"""The page of secrets put to work: nothing is shown again, and nothing without a person signed on."""

import asyncio
import collections.abc
import pathlib

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QWidget

from app.console.preferences.secret_actions import Recovery, Secret, SecretActions, SecretInventory, SecretResult
from app.console.preferences.secrets import SecretsController, SecretsPage
from app.console.theme.text import PlainLabel
from app.console.theme.theme import Theme
from app.console.widgets.buttons import Button
from app.console.widgets.text import Remark
from app.core.tasks import Tasks
from tests.console.loop import no_failure, run, until
from tests.shots import scenes

BLOCKS = " ".join(f"{number:04}" for number in range(1, 15))


class Keyring(SecretActions):
    """A door that remembers what was asked of it."""

    def __init__(self) -> None:
        super().__init__(pathlib.Path())
        self.asked: list[tuple[str, ...]] = []
        self.kept = {"client-id", "shared-secret-next"}
        self.recovery = Recovery()
        self.refusal = ""

    async def inventory(self) -> SecretInventory:
        secrets = (Secret(name=one, kept=one in self.kept, given=one == "client-secret") for one in NAMES)
        return SecretInventory(secrets=tuple(secrets), recovery=self.recovery)

    def _ran(self, arguments: tuple[str, ...], secret: str) -> SecretResult:
        self.asked.append((*arguments, secret) if secret else arguments)
        if self.refusal:
            return SecretResult(refused=self.refusal)
        if arguments[0] == "set":
            self.kept.add(arguments[1])
        return SecretResult(shown={"generate": "fresh-one", "recovery-copy": BLOCKS}.get(arguments[0], "It is done."))


NAMES = ("client-id", "client-secret", "shared-secret", "shared-secret-next", "status-secret")


class Seat:
    def __init__(self, theme: Theme) -> None:
        self.watch = scenes.flood().done()
        self.page = SecretsPage(theme)
        self.keyring = Keyring()
        self.tasks = Tasks(no_failure)
        self.room = SecretsController(self.page, self.watch, self.tasks, self.keyring)
        self.page.show()

    async def settle(self) -> None:
        await until(lambda: not self.tasks.names)

    async def press(self, words: str, where: QWidget | None = None) -> None:
        found = [one for one in (where or self.page).findChildren(Button) if one.accessibleName() == words]
        next(one for one in found if not one.isHidden()).click()
        await asyncio.sleep(0)

    def shown(self) -> str:
        labels = [one.text() for one in self.page.findChildren(PlainLabel) if one.isVisible()]
        return "\n".join([*labels, *(one.whole_text() for one in self.page.findChildren(Remark) if one.isVisible())])


Test = collections.abc.Callable[[Seat], collections.abc.Coroutine[None, None, None]]
Sit = collections.abc.Callable[[Test], None]


@pytest.fixture
def seated(qapp: QApplication, theme: Theme) -> collections.abc.Iterator[Sit]:
    seats: list[Seat] = []

    def sit(test: Test) -> None:
        async def work() -> None:
            seat = Seat(theme)
            seats.append(seat)
            seat.room.open()
            await seat.settle()
            try:
                await test(seat)
            finally:
                await seat.tasks.stop()

        run(qapp, work())

    yield sit
    for seat in seats:
        seat.page.close()
        seat.page.deleteLater()
        QApplication.sendPostedEvents(seat.page, QEvent.Type.DeferredDelete)


def test_how_each_secret_stands(seated: Sit) -> None:
    async def test(seat: Seat) -> None:
        shown = seat.shown()
        assert "in the keyring" in shown
        assert "not there yet" in shown
        assert "given to the station when it started" in shown
        assert "Not shown yet" in shown

    seated(test)


def test_a_typed_secret_is_kept_and_gone_from_the_page(seated: Sit) -> None:
    async def test(seat: Seat) -> None:
        row = seat.page.rows["status-secret"]
        await seat.press("Type it in…", row)
        assert row.field.echoMode() is QLineEdit.EchoMode.Password
        QTest.keyClicks(row.field, "hush-hush")
        await seat.press("Keep", row)
        await seat.settle()
        assert seat.keyring.asked == [("set", "status-secret", "hush-hush")]
        assert row.field.text() == ""
        assert row.field.isHidden()
        assert "It is done." in seat.shown()

    seated(test)


def test_a_fresh_secret_is_shown_once(seated: Sit) -> None:
    async def test(seat: Seat) -> None:
        await seat.press("Make one", seat.page.rows["shared-secret"])
        await seat.settle()
        assert "fresh-one" in seat.shown()
        await seat.press("Copy", seat.page.shown_once)
        assert QGuiApplication.clipboard().text() == "fresh-one"
        await seat.press("I have handed it over", seat.page.shown_once)
        assert "fresh-one" not in seat.shown()
        assert not any("fresh-one" in one.text() for one in seat.page.findChildren(PlainLabel))

    seated(test)


def test_leaving_the_page_leaves_nothing_on_it(seated: Sit) -> None:
    async def test(seat: Seat) -> None:
        await seat.press("Make one", seat.page.rows["shared-secret"])
        await seat.settle()
        await seat.press("Copy", seat.page.shown_once)
        await seat.press("Show the recovery copy…")
        await seat.settle()
        assert "0003" in seat.shown()
        seat.page.hide()
        seat.page.show()
        assert "fresh-one" not in seat.shown()
        assert "0003" not in seat.shown()
        assert QGuiApplication.clipboard().text() == ""

    seated(test)


def test_the_copy_is_proven_by_its_third_block(seated: Sit) -> None:
    async def test(seat: Seat) -> None:
        await seat.press("Show the recovery copy…")
        await seat.settle()
        card = seat.page.recovery
        await seat.press("I have written it down")
        assert "0003" not in seat.shown()
        QTest.keyClicks(card.check, "0002")
        await seat.press("Check it")
        assert "That is not block 3" in seat.shown()
        assert ("recovery-copy", "--written-down") not in seat.keyring.asked
        card.check.clear()
        QTest.keyClicks(card.check, " 0003 ")
        seat.keyring.recovery = Recovery(shown_at=scenes.NOW, checked_at=scenes.NOW)
        await seat.press("Check it")
        await seat.settle()
        assert seat.keyring.asked[-1] == ("recovery-copy", "--written-down")
        assert "0003" not in seat.shown()
        assert "Written down and checked" in seat.shown()

    seated(test)


def test_a_key_is_put_back_from_paper(seated: Sit) -> None:
    async def test(seat: Seat) -> None:
        seat.keyring.refusal = "This is no recovery copy: a sign is wrong or missing."
        await seat.press("Put a key back from its copy…")
        QTest.keyClicks(seat.page.recovery.copy, "0001 0002")
        await seat.press("Put it back")
        await seat.settle()
        assert seat.keyring.asked == [("restore", "0001 0002")]
        assert "a sign is wrong" in seat.shown()
        assert seat.page.recovery.copy.text() == ""

    seated(test)


@pytest.mark.parametrize(("answer", "asked"), [("Replace it", [("set", "client-id", "another-one")]), ("Keep it", [])])
def test_replacing_is_asked_first(seated: Sit, answer: str, asked: list[tuple[str, ...]]) -> None:
    async def test(seat: Seat) -> None:
        seat.page.rows["client-id"].typed.emit("client-id", "another-one")
        await until(lambda: any(one.isVisible() for one in seat.page.findChildren(QDialog)))
        dialog = next(one for one in seat.page.findChildren(QDialog) if one.isVisible())
        await seat.press(answer, dialog)
        await seat.settle()
        assert seat.keyring.asked == asked

    seated(test)


@pytest.mark.parametrize(("answer", "asked"), [("Forget it", [("forget", "client-id")]), ("Keep it", [])])
def test_forgetting_is_asked_first(seated: Sit, answer: str, asked: list[tuple[str, ...]]) -> None:
    async def test(seat: Seat) -> None:
        await seat.press("Forget…", seat.page.rows["client-id"])
        await until(lambda: any(one.isVisible() for one in seat.page.findChildren(QDialog)))
        dialog = next(one for one in seat.page.findChildren(QDialog) if one.isVisible())
        await seat.press(answer, dialog)
        await seat.settle()
        assert seat.keyring.asked == asked

    seated(test)


def test_the_next_secret_becomes_the_current_one(seated: Sit) -> None:
    async def test(seat: Seat) -> None:
        await seat.press("Switch to it", seat.page.rows["shared-secret-next"])
        await seat.settle()
        assert seat.keyring.asked == [("switch",)]

    seated(test)


def test_nobody_signed_on_does_nothing(seated: Sit) -> None:
    async def test(seat: Seat) -> None:
        seat.watch.sign_on(None)
        await seat.press("Show the recovery copy…")
        await seat.press("Switch to it", seat.page.rows["shared-secret-next"])
        assert "Sign on first (Ctrl+Shift+N)." in seat.shown()
        assert seat.keyring.asked == []

    seated(test)
