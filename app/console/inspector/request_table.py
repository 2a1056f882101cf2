"""The table of requests: whole rows, chosen by arrows or the mouse, in the console's own tones."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from app.console.inspector.request_model import RequestModel
from app.console.look.theme import Theme
from app.console.look.type_faces import CAPTION, CAPTION_STRONG

ROW = 28
_PATH = 2


class RequestTable(QTableView):
    """Newest on top."""

    def __init__(self, theme: Theme, model: RequestModel) -> None:
        super().__init__()
        self._theme = theme
        self.setModel(model)
        self.setAccessibleName("Requests, newest first")
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.verticalHeader().hide()
        head = self.horizontalHeader()
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setHighlightSections(False)
        head.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        head.setSectionResizeMode(_PATH, QHeaderView.ResizeMode.Stretch)
        theme.changed.connect(self._restyle)
        self._restyle()

    def choose(self, row: int | None) -> None:
        """Keep a row chosen, wherever it stands now; none clears."""
        model = self.model()
        if row is None:
            self.selectionModel().clear()
        elif row != self.currentIndex().row():
            self.setCurrentIndex(model.index(row, 0))

    def _restyle(self) -> None:
        tokens = self._theme.tokens
        self.setFont(self._theme.font(CAPTION))
        self.horizontalHeader().setFont(self._theme.font(CAPTION_STRONG))
        self.verticalHeader().setDefaultSectionSize(self._theme.px(ROW))
        self.horizontalHeader().setMinimumHeight(self._theme.px(ROW))
        palette = self.palette()
        for role, colour in (
            (QPalette.ColorRole.Base, tokens.raised),
            (QPalette.ColorRole.Text, tokens.text),
            (QPalette.ColorRole.Highlight, tokens.accent_tint),
            (QPalette.ColorRole.HighlightedText, tokens.text),
            (QPalette.ColorRole.Button, tokens.page),
            (QPalette.ColorRole.ButtonText, tokens.text),
        ):
            palette.setColor(role, colour)
        self.setPalette(palette)
        self.horizontalHeader().setPalette(palette)
