"""The foot of the form: what a hold does here, the keyboard's way, and the one control that sends."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout

from app.console.controls.surface import Surface
from app.console.look.plain_text import PlainLabel
from app.console.look.theme import Theme
from app.console.look.type_faces import BODY_STRONG, CAPTION
from app.console.strip.plate import PRODUCTION, Plate
from app.console.trigger.sending.hold_control import HoldControl, State
from app.console.trigger.sending.last_digits import LastDigits

WIDE, ROOMY, PLATE = 1_200, 880, 600


class SendFooter(Surface):
    """68 high, more when the text asks for it.

    Signals:
        meant: the operator held, or typed the digits and pressed Space.
    """

    meant = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "page", lines=("top",))
        self._plate = Plate(theme)
        self._headline = PlainLabel(theme, BODY_STRONG, wraps=True)
        self._promise = PlainLabel(theme, CAPTION, "muted", wraps=True)
        self._way = PlainLabel(theme, CAPTION, "muted", wraps=True)
        self.digits = LastDigits(theme)
        self.hold = HoldControl(theme)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._lay_out()
        self.digits.right.connect(self._arm)
        self.digits.wrong.connect(lambda: self.refuse("Those are not the last four digits."))
        self.digits.textEdited.connect(lambda _text: self._say_way())
        self.hold.held.connect(self.meant)

    def name(self, environment: str) -> None:
        """Say where a hold sends to."""
        self._plate.name(environment)
        real = environment == PRODUCTION
        self._ground = "page" if real else "sandbox_tint"
        self._headline.show_text(
            "This starts a real callflow. 9-1-1 may be called." if real else "No real 9-1-1 call is made here."
        )
        self.update()

    def block(self, words: str) -> None:
        """Nothing can be sent; the words say what is missing."""
        self.digits.expect("")
        self.hold.become(State.BLOCKED, words)
        self._say_way()

    def offer(self, phone: str, words: str) -> None:
        """It can be sent for this phone (E.164); digits that were typed are taken back, as the request is another."""
        self.digits.expect(phone[-4:])
        self.digits.clear()
        self.hold.become(State.READY, words)
        self._say_way()

    def refuse(self, sentence: str) -> None:
        """Say why it was not sent."""
        self._way.show_text(sentence)
        self._way.set_tone("p2")

    def promise(self, sentence: str) -> None:
        """Say what happens with a hold, or with the one that is on its way."""
        self._promise.show_text(sentence)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Without room the promise steps aside, then the words go above the controls."""
        super().resizeEvent(event)
        roomy = self.width() >= self._theme.px(ROOMY)
        self._promise.setVisible(self.width() >= self._theme.px(WIDE))
        self._row.setDirection(QBoxLayout.Direction.LeftToRight if roomy else QBoxLayout.Direction.TopToBottom)
        right = Qt.AlignmentFlag.AlignRight if roomy else Qt.AlignmentFlag.AlignLeft
        self._way.setAlignment(right | Qt.AlignmentFlag.AlignVCenter)
        self._plate.setVisible(self.width() >= self._theme.px(PLATE))

    def _arm(self) -> None:
        self.hold.become(State.ARMED, "Space sends, or hold 1.5 s")
        self.hold.setFocus()
        self._way.show_text("The digits are right.")

    def _say_way(self) -> None:
        self._way.set_tone("muted")
        self._way.show_text("By keyboard: the last 4 digits of the phone, then Space")

    def _lay_out(self) -> None:
        self.promise("One hold sends once. Nothing repeats it. A missing answer is shown as unknown.")
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._headline)
        words.addWidget(self._promise)
        place = QHBoxLayout()
        place.setSpacing(12)
        place.addWidget(self._plate)
        place.addLayout(words, 1)
        send = QHBoxLayout()
        send.setSpacing(12)
        send.addWidget(self.digits)
        send.addWidget(self.hold, 1)
        self._row.setSpacing(8)
        self._row.addLayout(place, 5)
        self._row.addWidget(self._way, 3)
        self._row.addLayout(send, 5)
        self._row.setContentsMargins(16, 8, 16, 8)
        self.setLayout(self._row)
