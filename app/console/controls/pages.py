"""Pages of which one is shown; the hidden ones ask for no room."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QStackedWidget


class Pages(QStackedWidget):
    """As small as the shown page can be, which scrolls by itself."""

    def minimumSizeHint(self) -> QSize:
        """A little: pages scroll."""
        return QSize(200, 40)

    def hasHeightForWidth(self) -> bool:
        """Not even when a page's paragraphs do: a layout would then never shrink it."""
        return False

    def sizeHint(self) -> QSize:
        """What the shown page would like."""
        page = self.currentWidget()
        return super().sizeHint() if page is None else page.sizeHint()
