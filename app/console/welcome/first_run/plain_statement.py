"""What must be said plainly before anybody relies on it: supplemental, not RapidSOS's own, and for whom it is."""

from PySide6.QtWidgets import QWidget

from app.console.controls.card import Card
from app.console.controls.remark import Remark
from app.console.look.plain_text import PlainLabel
from app.console.look.theme import Theme
from app.console.look.type_faces import BODY, CARD_TITLE


class PlainStatement(Card):
    """Three sentences on the first page (docs/contract.md#3.6)."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        title = PlainLabel(theme, CARD_TITLE, wraps=True)
        title.show_text("Before you begin")
        self.column.addWidget(title)
        for sentence in self.sentences():
            line: QWidget = _line(theme, sentence)
            self.column.addWidget(line)

    def sentences(self) -> tuple[str, ...]:
        """What is stated."""
        return (
            (
                "What it shows is supplemental. It never takes the place of ALI, the location that a 9-1-1 center "
                "receives with the call itself."
            ),
            "Watchfloor is not made or endorsed by RapidSOS.",
            (
                "Data Share and Emergency WorkFlow are only for partners that serve public safety and that RapidSOS "
                "has approved; each callflow is agreed with RapidSOS. Watchfloor gives no right to them and checks "
                "none: your center answers for that."
            ),
        )


def _line(theme: Theme, sentence: str) -> Remark:
    line = Remark(theme, BODY, "text")
    line.show_text(sentence)
    return line
