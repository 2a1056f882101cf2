"""The sheet of keys: every act with its key, from the same table that the keys come from."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QVBoxLayout, QWidget

from app.console.controls.button import Button
from app.console.controls.scroll_column import ScrollColumn
from app.console.keys import KEYS, Act, Where, words
from app.console.plain_text import PlainLabel
from app.console.theme import Theme
from app.console.type_faces import BODY, CAPTION, CODE, TITLE


class KeySheet(QDialog):
    """Two columns, what and which key; Esc leaves."""

    def __init__(self, parent: QWidget, theme: Theme) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setWindowTitle(self.tr("Keys"))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.resize(theme.px(680), theme.px(720))
        title = PlainLabel(theme, TITLE)
        title.show_text(self.tr("Keys"))
        remark = PlainLabel(theme, CAPTION, "muted", wraps=True)
        remark.show_text(
            self.tr("Single letters work while the queue has the focus. Esc leaves a field, it never acts.")
        )
        sheet = ScrollColumn(theme, (0, 8, 12, 8))
        sheet.column.addLayout(self._grid())
        sheet.column.addStretch(1)
        leave = Button(theme, self.tr("Back"))
        leave.clicked.connect(self.accept)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.addWidget(title)
        column.addWidget(remark)
        column.addWidget(sheet, 1)
        column.addWidget(leave, 0, Qt.AlignmentFlag.AlignRight)

    def _grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setColumnStretch(0, 1)
        grid.setVerticalSpacing(6)
        for row, act in enumerate(Act):
            what = PlainLabel(self._theme, BODY)
            what.show_text(words(act).rstrip("…"))
            keys = " / ".join(KEYS[act].keys)
            where = {Where.ANYWHERE: "", Where.TRIGGER: "  " + self.tr("(form)")}.get(
                KEYS[act].where, "  " + self.tr("(queue)")
            )
            which = PlainLabel(self._theme, CODE)
            which.show_text(keys + where)
            grid.addWidget(what, row, 0)
            grid.addWidget(which, row, 1)
        return grid
