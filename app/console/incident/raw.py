"""The Raw tab: each share's request as it came, its signature's verdict, its digest; the token is cut out."""

import datetime as dt
import re

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QPlainTextEdit, QVBoxLayout

from app.console.theme.text import PlainLabel, both, one_line, visible
from app.console.theme.theme import Theme
from app.console.theme.tokens import BODY_STRONG, CAPTION, CODE
from app.console.widgets.containers import ScrollColumn, Surface
from app.domain.incident.envelope import Recorded
from app.domain.incident.events import ShareReceived, ShareTakenOver
from app.domain.incident.model import Incident

INDENT = "  "
_SIGN = re.compile(r'"(?:[^"\\]|\\.)*"?|[{}\[\],:]|[^\s{}\[\],:"]+')


def laid_out(untrusted: str) -> str:
    """The text in lines; what is no JSON comes out as it went in."""
    if not untrusted.lstrip("\ufeff \t\r\n").startswith(("{", "[")):
        return untrusted
    written: list[str] = []
    depth = 0
    for sign in _SIGN.findall(untrusted):
        if sign in "}]":
            depth = max(depth - 1, 0)
            written.append("\n" + INDENT * depth)
        written.append(sign)
        if sign in "{[":
            depth += 1
        if sign in "{[,":
            written.append("\n" + INDENT * depth)
        elif sign == ":":
            written.append(" ")
    return re.sub(r"([{\[])\s+([}\]])", r"\1\2", "".join(written))


LEAST = 64
"""A few lines; in a lower pane the whole tab scrolls."""


class RawPage(Surface):
    """Read-only; what a line shows is text and nothing else."""

    def __init__(self, theme: Theme, zone: dt.tzinfo | None) -> None:
        super().__init__(theme, "panel")
        self._theme = theme
        self._zone = zone
        self._records: list[Recorded] = []
        self._choice = QComboBox()
        self._choice.setAccessibleName("Share")
        self._choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._choice.setMinimumContentsLength(20)
        self._verdict = PlainLabel(theme, BODY_STRONG, wraps=True)
        self._digest = PlainLabel(theme, CAPTION, "muted", wraps=True)
        self._text = QPlainTextEdit()
        self._text.setReadOnly(True)
        self._text.setAccessibleName("Request as received")
        scroll = ScrollColumn(theme)
        for widget in (self._choice, self._verdict, self._digest):
            scroll.column.addWidget(widget)
        scroll.column.addWidget(self._text, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(scroll)
        self.setFocusProxy(self._text)
        self._choice.currentIndexChanged.connect(self._show)
        theme.changed.connect(self._restyle)
        self._restyle()

    def show_incident(self, incident: Incident) -> None:
        """Offer an incident's shares, the newest first."""
        records = [record for record in reversed(incident.timeline) if _brought(record)]
        if [record.seq for record in records] == [record.seq for record in self._records]:
            return
        self._records = records
        self._choice.blockSignals(True)
        self._choice.clear()
        self._choice.addItems([self._name(record) for record in records])
        self._choice.blockSignals(False)
        self._choice.setVisible(len(records) > 1)
        self._show(0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the digest out anew: in a narrow tab it takes more lines."""
        super().resizeEvent(event)
        self._digest.updateGeometry()

    def _show(self, row: int) -> None:
        if not 0 <= row < len(self._records):
            self._text.clear()
            self._verdict.show_text("No share: this incident was opened by the center.")
            self._digest.show_text("")
            return
        event = self._records[row].event
        if isinstance(event, ShareTakenOver):
            self._show_taken_over(event)
        if not isinstance(event, ShareReceived):
            return
        good = "Signature good: HMAC-SHA1 over the exact bytes received."
        bad = "Signature NOT verified: a person took this body over from quarantine."
        self._verdict.show_text(good if event.verified else bad)
        self._verdict.set_tone("text" if event.verified else "p2")
        digest = "SHA-256 of the request {digest}, from {remote}. The access token is kept elsewhere, sealed."
        self._digest.show_text(digest.format(digest=_grouped(event.request_sha256), remote=one_line(event.remote)))
        self._text.setPlainText(visible(request_text(event)))

    def _show_taken_over(self, event: ShareTakenOver) -> None:
        """A body that reads as no share; its incident holds nothing else."""
        self._verdict.show_text("No share: a person took this body over from quarantine. It was refused.")
        self._verdict.set_tone("p2")
        digest = "SHA-256 of the request {digest}. Why it was refused: {problem}."
        problem = one_line(event.problem)
        self._digest.show_text(digest.replace("{digest}", _grouped(event.request_sha256)).replace("{problem}", problem))
        self._text.setPlainText(visible(laid_out(event.untrusted_text)))

    def _name(self, record: Recorded) -> str:
        ecc = record.event.ecc if isinstance(record.event, ShareReceived) else None
        return f"{both(record.at, self._zone)} · {one_line(ecc or 'ECC not stated')}"

    def _restyle(self) -> None:
        self._text.setFont(self._theme.font(CODE))
        self._text.setMinimumHeight(self._theme.px(LEAST))


def _brought(record: Recorded) -> bool:
    """Whether it holds what somebody sent us."""
    event = record.event
    return isinstance(event, ShareReceived) or (isinstance(event, ShareTakenOver) and bool(event.untrusted_text))


def request_text(event: ShareReceived) -> str:
    """Headers and body; JSON is laid out in lines, without a change to any of its signs."""
    headers = "\n".join(f"{name}: {value}" for name, value in event.untrusted_headers)
    return f"{headers}\n\n{laid_out(event.untrusted_body)}"


def _grouped(digest: str) -> str:
    """A digest in groups of eight digits, so that it can be read aloud and wraps."""
    return " ".join(digest[at : at + 8] for at in range(0, len(digest), 8))
