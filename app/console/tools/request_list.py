"""Requests, answers and replays in words."""

import datetime as dt
import enum
import typing

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from app.console.incident.raw import laid_out
from app.console.theme.text import both, clock_ms, local, one_line, visible
from app.console.theme.theme import Theme
from app.console.theme.tokens import CAPTION, CAPTION_STRONG
from app.protocol.requests import IntakeDecision, Replay, RequestOutcome, Requests, RequestWords, SeenRequest

NOTHING = "-"


def outcome(of: RequestOutcome) -> str:
    """What became of a request."""
    return {
        RequestOutcome.ACCEPTED: "accepted",
        RequestOutcome.REPEATED: "repeated",
        RequestOutcome.CALLBACK: "callback",
        RequestOutcome.REFUSED: "refused",
        RequestOutcome.MALFORMED: "malformed",
        RequestOutcome.FAILED: "not stored",
        RequestOutcome.SELF_TEST: "self-test",
    }[of]


def verdict(code: str) -> str:
    """What its signature says; one of a newer station is shown as it is."""
    return {
        "": NOTHING,
        "good": "good",
        "bad": "WRONG",
        "missing": "none",
        "no secret": "no secret here",
        "taken over": "not verified",
    }.get(code, one_line(code))


def cells(request: SeenRequest, zone: dt.tzinfo | None) -> tuple[str, ...]:
    """One row of the list, in the order of ``columns``."""
    return (
        f"{local(request.received_at, zone):%d %b} {clock_ms(request.received_at, zone)}",
        one_line(request.method) or NOTHING,
        one_line(request.path) or "no HTTP",
        one_line(request.remote) or "not told",
        NOTHING if request.size is None else f"{request.size:,}",
        NOTHING if request.status is None else str(request.status),
        NOTHING if request.took_ms is None else f"{request.took_ms:.1f}",
        verdict(request.verdict),
        outcome(request.outcome) if request.incident is None else f"{outcome(request.outcome)} · {request.incident}",
    )


def columns() -> tuple[str, ...]:
    """The heads of the list's columns."""
    return (
        "Received",
        "Method",
        "Path",
        "From",
        "Bytes",
        "Answer",
        "ms",
        "Signature",
        "Became",
    )


def headline(request: SeenRequest) -> str:
    """One request in a line."""
    line = " ".join(part for part in (one_line(request.method), one_line(request.path)) if part)
    answered = "answer not known any more"
    if request.status is not None:
        answered = f"answered {request.status}"
    return f"{line or 'Bytes that were no HTTP'} · {answered} · {outcome(request.outcome)}"


def reasons(words: RequestWords, zone: dt.tzinfo | None) -> str:
    """Signature, why, and the stamps from the wire to the answer."""
    request = words.request
    said = [f"Signature {verdict(request.verdict)}."]
    if not request.verdict:
        said = ["Nothing of it is signed."]
    if request.why:
        said.append(f"Why: {one_line(request.why)}.")
    return " ".join((*said, stamps(words, zone)))


def stamps(words: RequestWords, zone: dt.tzinfo | None) -> str:
    """When each stage was reached; what was not measured is left out, what did not happen is not said."""
    first = words.request.received_at
    later = (
        ("verified", words.verified_at),
        ("stored", words.stored_at),
        ("answered", words.answered_at),
    )
    parts = [f"Received {both(first, zone)}"]
    parts += [f"{name} +{max(at - first, 0)} ms" for name, at in later if at is not None]
    return ", ".join(parts) + "."


def text(words: RequestWords) -> str:
    """The request as it came; JSON is laid out in lines, without a change to any of its signs."""
    query = "&".join(f"{name}={value}" for name, value in words.untrusted_query)
    path = f"{words.request.path}?{query}" if query else words.request.path
    head = [f"{words.request.method} {path}"] if words.request.method else []
    headers = [f"{name}: {value}" for name, value in words.untrusted_headers]
    body = laid_out(words.untrusted_text) if words.untrusted_text else "(no body)"
    digest = [f"# SHA-256 {words.request_sha256}"] if words.request_sha256 else []
    answer = ["", f"# Our answer {words.request.status}", words.answer]
    return visible("\n".join((*digest, *head, *headers, "", body, *(answer if words.answer else ()))))


def summary(page: Requests, shown: int, zone: dt.tzinfo | None) -> str:
    """What the list holds, and what it can't."""
    said = [f"{shown} shown"]
    since = f"remembered since {both(page.began_at, zone)}"
    said.append(since)
    if page.fallen:
        words = "{count} found no room any more; what was accepted or kept lies in the journal"
        said.append(words.format(count=page.fallen))
    if page.locked:
        said.append(f"{page.locked} sealed: unlock the keyring")
    return " · ".join(said)


def replay_line(replay: Replay, zone: dt.tzinfo | None) -> str:
    """A replay in one line; it is marked as what it is, everywhere."""
    words = "REPLAY {when}: would be answered {status}, {decision}"
    return words.format(when=clock_ms(replay.at, zone), status=replay.status, decision=decision(replay))


def decision(replay: Replay) -> str:
    """What the station would do."""
    words = {
        IntakeDecision.OPENS: "would open incident {incident}",
        IntakeDecision.JOINS: "would join incident {incident}",
        IntakeDecision.REPEATS: "would only count in incident {incident}: the same bytes came before",
        IntakeDecision.RINGS_AGAIN: "would ring again in incident {incident}: the same bytes, later",
        IntakeDecision.QUARANTINES: "would be kept in quarantine",
        IntakeDecision.REFUSES: "would be refused and not kept",
    }[replay.decision]
    return words.replace("{incident}", str(replay.incident))


def replay_text(replay: Replay, zone: dt.tzinfo | None) -> str:
    """A replay in full."""
    judged = "Signature {verdict}, judged now with the secrets in use."
    kept = "Signature {verdict} at its receipt; its token was cut out since, so it can't be judged again."
    lines = [
        replay_line(replay, zone),
        "Nothing was stored, nothing was counted, nothing rang.",
        (judged if replay.judged_now else kept).replace("{verdict}", verdict(replay.verdict)),
    ]
    if replay.problem:
        lines.append(f"Not a share: {one_line(replay.problem)}.")
    if replay.untrusted_read:
        lines += ["", "Read in it:"]
        lines += [f"  {_field(name)}: {one_line(value)}" for name, value in replay.untrusted_read]
    return visible("\n".join(lines))


def _field(name: str) -> str:
    return {
        "phone": "phone",
        "ecc": "ECC",
        "alert_id": "alert id",
        "place": "place",
        "uncertainty_m": "uncertainty in metres",
        "box": "jurisdiction box",
        "warnings": "warnings",
    }.get(name, one_line(name))


Index = QModelIndex | QPersistentModelIndex
_ODD = frozenset({RequestOutcome.REFUSED, RequestOutcome.MALFORMED, RequestOutcome.FAILED})
_NUMBERS = frozenset({4, 5, 6})
"""Columns of numbers stand right."""


class RequestModel(QAbstractTableModel):
    """Requests, newest first."""

    def __init__(self, theme: Theme, zone: dt.tzinfo | None, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme
        self._zone = zone
        self._columns = columns()
        self._requests: list[SeenRequest] = []

    @property
    def requests(self) -> list[SeenRequest]:
        """What is shown, top first."""
        return list(self._requests)

    def show(self, requests: list[SeenRequest]) -> None:
        """Show these; what is new on top is inserted, so that the selection stays where it is."""
        fresh = len(requests) - len(self._requests)
        # The first ones are a reset: a table takes the widths of its columns from that, and not from an insertion.
        if fresh > 0 and self._requests and requests[fresh:] == self._requests:
            self.beginInsertRows(QModelIndex(), 0, fresh - 1)
            self._requests = requests
            self.endInsertRows()
        elif requests != self._requests:
            self.beginResetModel()
            self._requests = requests
            self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """How many are shown."""
        return 0 if parent.isValid() else len(self._requests)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        """How many columns there are."""
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> typing.Any:  # noqa: ANN401 Qt's signature
        """A cell's text, tone and side."""
        request = self._requests[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return cells(request, self._zone)[index.column()]
        if role == Qt.ItemDataRole.ForegroundRole:
            return self._tone(request)
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() in _NUMBERS:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> typing.Any:  # noqa: ANN401 Qt's signature
        """A column's head."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._columns[section]
        return None

    def _tone(self, request: SeenRequest) -> QColor:
        tokens = self._theme.tokens
        if request.outcome is RequestOutcome.SELF_TEST:
            return tokens.muted
        return tokens.p2 if request.outcome in _ODD else tokens.text


ROW = 28
WIDEST = 320
"""Logical pixels at 100 % text: what a sender wrote sets no column wider, the chosen request is shown in full below."""
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
        # Colours come from the sheet: a palette of the table's own would stay with its viewport at the next theme.
        self.setFont(self._theme.font(CAPTION))
        self.horizontalHeader().setFont(self._theme.font(CAPTION_STRONG))
        self.verticalHeader().setDefaultSectionSize(self._theme.px(ROW))
        self.horizontalHeader().setMaximumSectionSize(self._theme.px(WIDEST))
        self.horizontalHeader().setMinimumHeight(self._theme.px(ROW))


class Sort(enum.Enum):
    """A chip of the inspector."""

    ALL = "all"
    """Everything but the station's own knocks."""
    ACCEPTED = "accepted"
    REPEATED = "repeated"
    REFUSED = "refused"
    CALLBACKS = "callbacks"
    SELF_TEST = "self_test"


_OUTCOMES = {
    Sort.ALL: frozenset(RequestOutcome) - {RequestOutcome.SELF_TEST},
    Sort.ACCEPTED: frozenset({RequestOutcome.ACCEPTED}),
    Sort.REPEATED: frozenset({RequestOutcome.REPEATED}),
    Sort.REFUSED: frozenset({RequestOutcome.REFUSED, RequestOutcome.MALFORMED, RequestOutcome.FAILED}),
    Sort.CALLBACKS: frozenset({RequestOutcome.CALLBACK}),
    Sort.SELF_TEST: frozenset({RequestOutcome.SELF_TEST}),
}


def belongs(request: SeenRequest, sort: Sort) -> bool:
    """Whether a request belongs to a chip."""
    return request.outcome in _OUTCOMES[sort]


def finds(request: SeenRequest, sought: str) -> bool:
    """Whether words are in a request's path, sender, status, verdict, reason or incident."""
    known = (request.method, request.path, request.remote, str(request.status), request.verdict, request.why)
    text = " ".join((*known, request.outcome.value, str(request.incident or ""))).casefold()
    return all(word in text for word in sought.casefold().split())
