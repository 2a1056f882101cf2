import asyncio

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from app.console.theme.theme import Theme
from app.console.widgets import dialogs
from app.console.widgets.dialogs import Question
from tests.console import loop


def test_others_go_on_while_a_question_is_open(theme: Theme, qapp: QApplication) -> None:
    async def work() -> None:
        parent = QWidget()
        parent.show()
        question = asyncio.create_task(dialogs.ask(parent, theme, "<b>Now</b>", "Really?", ("Yes", "No")))
        await loop.until(lambda: bool(parent.findChildren(Question)))
        for _ in range(5):
            await asyncio.sleep(0.001)
        dialog = parent.findChildren(Question)[0]
        assert dialog.isVisible()
        QTest.keyClick(dialog, Qt.Key.Key_Return)
        assert not question.done()
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
        assert await question is None
        parent.deleteLater()

    loop.run(qapp, work())


def test_telling_ends_with_the_one_word(theme: Theme, qapp: QApplication) -> None:
    async def work() -> None:
        parent = QWidget()
        parent.show()
        told = asyncio.create_task(dialogs.tell(parent, theme, "Now", "Read this.", "Back"))
        await loop.until(lambda: bool(parent.findChildren(Question)))
        parent.findChildren(Question)[0].accept()
        await told
        parent.deleteLater()

    loop.run(qapp, work())
