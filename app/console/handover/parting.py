"""To whom open incidents go when their operator leaves: asked before, and never decided by Enter or Esc."""

import typing

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from app.console import dialogs
from app.console.controls.button import Button
from app.console.look.plain_text import PlainLabel, one_line
from app.console.look.theme import Theme
from app.console.look.type_faces import BODY, CAPTION, CARD_TITLE
from app.console.watch import Watch


class To(typing.NamedTuple):
    """Where they go: to an operator by name, or back to the floor."""

    name: str | None


class PartingDialog(QDialog):
    """One button for each operator who is there, one for the floor, one to stay; ``chosen`` is None for Esc."""

    def __init__(self, parent: QWidget, theme: Theme, headline: str, names: list[str]) -> None:
        super().__init__(parent)
        self.chosen: To | None = None
        self.setWindowTitle("Hand over")
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setMinimumWidth(theme.px(440))
        title = PlainLabel(theme, CARD_TITLE, wraps=True)
        title.show_text(headline)
        remark = PlainLabel(theme, CAPTION, "muted", wraps=True)
        remark.show_text("On the floor nobody has them: everybody sees that, and it warns until somebody takes them.")
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(8)
        column.addWidget(title)
        if not names:
            alone = PlainLabel(theme, BODY, "p2", wraps=True)
            alone.show_text("No other operator is signed on.")
            column.addWidget(alone)
        for name in names:
            column.addWidget(self._button(theme, f"To {one_line(name)}", To(name)))
        column.addWidget(self._button(theme, "Back to the floor", To(None)))
        column.addWidget(remark)
        stay = Button(theme, "Leave it as it is")
        stay.clicked.connect(self.reject)
        column.addWidget(stay)

    def _button(self, theme: Theme, words: str, to: To) -> Button:
        button = Button(theme, words)
        button.clicked.connect(lambda: self._choose(to))
        return button

    def _choose(self, to: To) -> None:
        self.chosen = to
        self.accept()


class Parting:
    """Asks the operator of this console."""

    def __init__(self, parent: QWidget, theme: Theme, watch: Watch) -> None:
        self._parent = parent
        self._theme = theme
        self._watch = watch

    @property
    def mine(self) -> list[int]:
        """Numbers of the open incidents that the operator of this console has."""
        operator = self._watch.operator
        return [one.number for one in self._watch.book.open_incidents if operator and one.owner == operator]

    def others(self, incoming: str | None = None) -> list[str]:
        """Who could take something: who comes to this seat, then everybody else who is signed on."""
        asking = self._watch.pulse.consoles if self._watch.pulse else ()
        names = [incoming, *asking] if incoming else list(asking)
        return [name for name in dict.fromkeys(names) if name and name != self._watch.operator]

    async def everything(self, incoming: str | None = None) -> To | None:
        """To whom all of it goes when the operator leaves; None: they stay. Nothing is asked when nothing is theirs."""
        numbers = self.mine
        if not numbers:
            return To(None)
        headline = "You have {count} open: {numbers}. To whom do they go?"
        said = headline.format(count=len(numbers), numbers=", ".join(map(str, numbers)))
        return await self._ask(said, self.others(incoming))

    async def one(self, number: int) -> To | None:
        """To whom one incident goes; None: nowhere."""
        said = f"To whom does {number} go?"
        return await self._ask(said, self.others())

    async def _ask(self, headline: str, names: list[str]) -> To | None:
        dialog = PartingDialog(self._parent, self._theme, headline, names)
        await dialogs.finished(dialog)
        return dialog.chosen
