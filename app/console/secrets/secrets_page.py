"""The page of secrets: one row each, the fresh one while it is shown, and the recovery copy."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QVBoxLayout

from app.console.controls.button import Button
from app.console.controls.flow import FlowLayout
from app.console.controls.remark import Remark
from app.console.controls.scroll_column import ScrollColumn
from app.console.controls.section_head import SectionHead
from app.console.controls.surface import Surface
from app.console.look.plain_text import PlainLabel
from app.console.look.theme import Theme
from app.console.look.type_faces import BODY, TITLE
from app.console.secrets import words
from app.console.secrets.recovery_card import RecoveryCard
from app.console.secrets.secret_door import Inventory
from app.console.secrets.secret_row import SecretRow
from app.console.secrets.shown_once import ShownOnce


class SecretsPage(Surface):
    """Shows what it is given; its parts ask by their own signals.

    Signals:
        left: somebody goes back.
    """

    left = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "panel")
        self.theme = theme
        self.rows = {name: SecretRow(theme, name, said) for name, said in words.secrets().items()}
        self.shown_once = ShownOnce(theme)
        self.recovery = RecoveryCard(theme)
        self._told = Remark(theme, BODY)
        self._back = Button(theme, "Back to preferences")
        self._back.clicked.connect(self.left)
        self._lay_out()
        self.say("")

    def show_inventory(self, inventory: Inventory) -> None:
        """Show which secrets there are."""
        for secret in inventory.secrets:
            if secret.name in self.rows:
                self.rows[secret.name].show_state(secret)
        self.recovery.show_state(inventory.recovery)
        if inventory.problem:
            self.say(inventory.problem)

    def say(self, sentence: str, tone: str = "p2") -> None:
        """Why something was not done, or what was."""
        self._told.show_text(sentence, tone)
        self._told.setVisible(bool(sentence))

    def forget(self) -> None:
        """Let go of everything that is shown once or half typed."""
        self.shown_once.forget()
        self.recovery.forget()

    def hideEvent(self, event: QHideEvent) -> None:
        """Whoever leaves the page leaves nothing on it; a window that is only minimised stays as it is."""
        super().hideEvent(event)
        if not event.spontaneous():
            self.forget()

    def _lay_out(self) -> None:
        title = PlainLabel(self.theme, TITLE)
        title.show_text("Secrets and recovery")
        head = FlowLayout(spacing=8)
        head.addWidget(title)
        head.add_at_the_end(self._back)
        remark = Remark(self.theme)
        remark.show_text("They lie in this computer's keyring, sealed by the system. What one is, nobody sees again.")
        scroll = ScrollColumn(self.theme, (0, 4, 8, 12))
        scroll.setAccessibleName("Secrets")
        self.recovery.unfolded.connect(lambda: _follow_end(scroll))
        scroll.column.addWidget(SectionHead(self.theme, "Secrets"))
        for row in self.rows.values():
            scroll.column.addWidget(row)
        scroll.column.addWidget(SectionHead(self.theme, "Recovery copy of the sealing key"))
        scroll.column.addWidget(self.recovery)
        scroll.column.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 12, 12)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(remark)
        column.addWidget(self._told)
        column.addWidget(self.shown_once)
        column.addWidget(scroll, 1)


def _follow_end(scroll: ScrollColumn) -> None:
    """What unfolds at the end comes into sight as soon as the column has grown."""
    bar = scroll.verticalScrollBar()
    bar.rangeChanged.connect(lambda _least, most: bar.setValue(most), Qt.ConnectionType.SingleShotConnection)
