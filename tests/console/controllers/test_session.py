from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.console.controllers.session import ExitController
from app.console.shortcuts.actions import Action
from app.console.theme.theme import Theme
from app.console.widgets import dialogs
from app.console.widgets.buttons import Button
from app.console.widgets.dialogs import Question
from app.console.window.window import MainWindow
from app.core.tasks import Tasks
from tests.console import loop
from tests.console.conftest import Open
from tests.shots import scenes


def click(window: MainWindow, words: str) -> None:
    """Answer the question that is open."""
    for button in window.findChildren(Button):
        if isinstance(button.window(), Question) and button.accessibleName() == words:
            button.click()


async def asked(window: MainWindow) -> None:
    """Until the question is open."""
    await loop.until(lambda: len(window.findChildren(Question)) == 1)


def leaving(window: MainWindow, theme: Theme, *, is_play: bool = False) -> tuple[ExitController, Tasks]:
    tasks = Tasks(loop.no_failure)
    return ExitController(window, theme, tasks, is_play=is_play), tasks


def test_it_asks_whether_the_station_goes_on(opened: Open, theme: Theme, qapp: QApplication) -> None:
    async def work() -> None:
        for words, stops in (("Keep receiving", False), ("Stop the station", True)):
            window = opened(scenes.empty())
            leave, tasks = leaving(window, theme)
            window.close()
            assert window.isVisible()
            window.close()
            await asked(window)
            click(window, words)
            assert await leave.wanted() is stops
            await tasks.stop()

    loop.run(qapp, work())


def test_one_may_stay(opened: Open, theme: Theme, qapp: QApplication) -> None:
    async def work() -> None:
        window = opened(scenes.empty())
        leave, tasks = leaving(window, theme)
        for by_button in (True, False):
            leave.ask()
            await asked(window)
            if by_button:
                click(window, "Stay")
            else:
                window.findChildren(Question)[0].reject()
            await loop.until(lambda: not tasks.names)
            await loop.until(lambda: not window.findChildren(Question))
        assert leave._settled is None

    loop.run(qapp, work())


def test_a_play_says_that_it_ends_with_its_window(opened: Open, theme: Theme, qapp: QApplication) -> None:
    async def work() -> None:
        window = opened(scenes.empty())
        play, tasks = leaving(window, theme, is_play=True)
        play.hide = lambda: True
        window.close()
        await asked(window)
        assert "ends with this window" in window.findChildren(Question)[0].sentence
        click(window, "Stay")
        await loop.until(lambda: not tasks.names)
        await loop.until(lambda: not window.findChildren(Question))
        assert window.isVisible()
        play.ask()
        await asked(window)
        click(window, "End the play")
        assert await play.wanted() is True
        await tasks.stop()

    loop.run(qapp, work())


def test_a_signal_asks_nothing(opened: Open, theme: Theme, qapp: QApplication) -> None:
    async def work() -> None:
        signalled, _ = leaving(opened(scenes.empty()), theme)
        signalled.at_once()
        assert await signalled.wanted() is False

    loop.run(qapp, work())


def test_nobody_is_told_to_keep_receiving_while_nothing_answers(opened: Open, theme: Theme, qapp: QApplication) -> None:
    async def work() -> None:
        window, tasks = opened(scenes.empty()), Tasks(loop.no_failure)
        leave = ExitController(window, theme, tasks, is_play=False, receives=lambda: False)
        leave.ask()
        await asked(window)
        (question,) = window.findChildren(Question)
        names = [button.accessibleName() for button in question.findChildren(Button)]
        assert names == ["Leave the station as it is", "Stop the station", "Stay"]
        assert question.sentence.startswith("The station does not answer")
        question.reject()
        await loop.until(lambda: not tasks.names)

    loop.run(qapp, work())


def test_the_keyboard_is_on_the_answer_that_changes_nothing_and_enter_gives_it(
    opened: Open, theme: Theme, qapp: QApplication
) -> None:
    async def work() -> None:
        window = opened(scenes.empty())
        leave, tasks = leaving(window, theme)
        leave.ask()
        await asked(window)
        (question,) = window.findChildren(Question)
        focused = question.focusWidget()
        assert isinstance(focused, Button)
        assert focused.accessibleName() == "Stay"
        QTest.keyClick(focused, Qt.Key.Key_Return)
        await loop.until(lambda: not tasks.names)
        assert question.answer == 2
        assert leave._settled is None

    loop.run(qapp, work())


def test_a_call_is_taken_from_under_a_message(opened: Open, theme: Theme, qapp: QApplication) -> None:
    async def work() -> None:
        window, tasks, taken = opened(scenes.flood()), Tasks(loop.no_failure), []
        window.actions_.on(Action.TAKE_NEXT, lambda: taken.append(True))
        tasks.start("tell", dialogs.tell(window, theme, "Not done", "The station did not answer.", "Back"))
        await asked(window)
        (question,) = window.findChildren(Question)
        question.activateWindow()
        await loop.until(lambda: QApplication.activeWindow() is question)
        QTest.keyClick(question, Qt.Key.Key_F2)
        await loop.until(lambda: not tasks.names)
        assert taken == [True]

    loop.run(qapp, work())
