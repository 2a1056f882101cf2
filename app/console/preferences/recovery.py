"""The recovery copy: shown as blocks to write down, proven by typing one of them, and put back from paper."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.console.preferences.secret_actions import Recovery, copied
from app.console.theme.text import PlainLabel
from app.console.theme.theme import Theme
from app.console.theme.tokens import BODY, CAPTION, CODE
from app.console.widgets.buttons import Button, ButtonKind
from app.console.widgets.containers import FlowLayout
from app.console.widgets.text import Remark

ASKED = 3
"""The block that is typed back."""
COLUMNS = 5


class RecoveryCard(QWidget):
    """A wizard may place one.

    Signals:
        wanted: the copy shall be shown.
        written_down: the right block was typed.
        restored: somebody typed a whole copy, to be put back.
        unfolded: it is about to grow.
    """

    wanted = Signal()
    written_down = Signal()
    restored = Signal(str)
    unfolded = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._blocks: list[str] = []
        self._stands = Remark(theme, BODY, "text")
        self._show = Button(theme, "Show the recovery copy…")
        self._bring = Button(theme, "Put a key back from its copy…", ButtonKind.QUIET)
        self._shown = QWidget()
        self._grid = QGridLayout()
        self._problem = Remark(theme, CAPTION, "p2")
        self._written = Button(theme, "I have written it down", ButtonKind.PRIMARY)
        self._proving = QWidget()
        self.check = QLineEdit()
        self._confirm = Button(theme, "Check it", ButtonKind.PRIMARY)
        self._typing = QWidget()
        self.copy = QLineEdit()
        self._restore = Button(theme, "Put it back")
        self._lay_out()
        self._connect()
        self.show_state(Recovery())

    def show_state(self, recovery: Recovery) -> None:
        """Show how the copy stands."""
        self._stands.show_text(copied(recovery))

    def show_blocks(self, text: str) -> None:
        """Show the copy, until a block of it was typed back or somebody leaves."""
        self._blocks = text.split()
        for number, block in enumerate(self._blocks, 1):
            label = PlainLabel(self._theme, CODE)
            label.show_text(f"{number:>2}  {block}")
            self._grid.addWidget(label, (number - 1) // COLUMNS, (number - 1) % COLUMNS)
        self._say("")
        self.unfolded.emit()
        self._proving.hide()
        self._shown.show()
        self._written.setFocus()

    def forget(self) -> None:
        """Let go of what is shown and typed."""
        self._blocks = []
        self._empty_grid()
        self.check.clear()
        self.copy.clear()
        for part in (self._shown, self._proving, self._typing):
            part.hide()
        self._say("")

    def _empty_grid(self) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            label = item.widget()
            if label is not None:
                label.hide()
                label.deleteLater()

    def _prove(self) -> None:
        """The blocks go from the screen before one is asked for: what is typed comes from the paper."""
        self._empty_grid()
        self._shown.hide()
        self.unfolded.emit()
        self._proving.show()
        self.check.setFocus()

    def _judge(self) -> None:
        typed = "".join(self.check.text().upper().split())
        if len(self._blocks) >= ASKED and typed == self._blocks[ASKED - 1]:
            self.forget()
            self.written_down.emit()
        else:
            sentence = "That is not block {number}. Compare your paper: show the copy again."
            self._say(sentence.format(number=ASKED))

    def _say(self, problem: str) -> None:
        self._problem.show_text(problem)
        self._problem.setVisible(bool(problem))

    def _unfold_typing(self) -> None:
        if self._typing.isHidden():
            self.unfolded.emit()
        self._typing.setVisible(self._typing.isHidden())

    def _restored(self) -> None:
        text = self.copy.text()
        if text.strip():
            self.forget()
            self.restored.emit(text)

    def _connect(self) -> None:
        self._show.clicked.connect(self.wanted)
        self._bring.clicked.connect(self._unfold_typing)
        self._written.clicked.connect(self._prove)
        self._confirm.clicked.connect(self._judge)
        self.check.returnPressed.connect(self._judge)
        self._restore.clicked.connect(self._restored)
        self.copy.returnPressed.connect(self._restored)
        self._theme.changed.connect(self._restyle)

    def _lay_out(self) -> None:
        acts = FlowLayout(spacing=8)
        acts.addWidget(self._show)
        acts.addWidget(self._bring)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 8)
        column.setSpacing(6)
        column.addWidget(self._stands)
        column.addLayout(acts)
        self._lay_out_shown()
        self._lay_out_proving()
        self._lay_out_typing()
        for part in (self._shown, self._proving, self._typing):
            column.addWidget(part)
            part.hide()
        self._restyle()

    def _lay_out_shown(self) -> None:
        told = Remark(self._theme, BODY, "text")
        told.show_text(
            "Write these blocks on paper and keep it away from this computer. Whoever has them reads all "
            "records; without them and without this computer nobody does."
        )
        self._grid.setHorizontalSpacing(24)
        column = QVBoxLayout(self._shown)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(told)
        column.addLayout(self._grid)
        column.addWidget(self._written, 0, Qt.AlignmentFlag.AlignLeft)

    def _lay_out_proving(self) -> None:
        asked = PlainLabel(self._theme, BODY, wraps=True)
        asked.show_text(f"Type block {ASKED} from your paper:")
        self.check.setAccessibleName(f"Block {ASKED}")
        self.check.setMaxLength(12)
        line = QHBoxLayout()
        line.addWidget(self.check, 1)
        line.addWidget(self._confirm)
        column = QVBoxLayout(self._proving)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(asked)
        column.addLayout(line)
        column.addWidget(self._problem)

    def _lay_out_typing(self) -> None:
        told = Remark(self._theme, BODY, "text")
        told.show_text("After a new computer or a lost keyring: type all blocks, with or without spaces.")
        self.copy.setAccessibleName("Recovery copy")
        line = QHBoxLayout()
        line.addWidget(self.copy, 1)
        line.addWidget(self._restore)
        column = QVBoxLayout(self._typing)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(told)
        column.addLayout(line)

    def _restyle(self) -> None:
        for field in (self.check, self.copy):
            field.setMinimumHeight(self._theme.px(32))
