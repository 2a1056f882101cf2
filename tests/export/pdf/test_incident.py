"""The report: it says all that matters, marks what was no real call, and takes any text."""

import re
import zlib

import fpdf
import msgspec
import pytest
from fpdf.fonts import TTFFont
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.callflow.outcome import Accepted, OutcomeReason, Refused
from app.domain.callflow.status import FlowMessage, Status
from app.domain.incident.envelope import ERASED
from app.domain.incident.events import (
    AnyEvent,
    IncidentOpened,
    LegalHoldPlaced,
    NoteAdded,
    StatusAssigned,
    TriggerAccepted,
    TriggerConfirmed,
    TriggerRefused,
    TriggerSent,
)
from app.export.event_text import describe
from app.export.pdf import incident, layout
from app.export.pdf.layout import CORE, Letters
from tests.domain.incident.journalled import T0
from tests.export.exported import CONFIRMED, SHARE, WHOLE, evidence, fix, record


@pytest.fixture(autouse=True)
def core_letters(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only the letters that every PDF has: what is written can then be read back from the file."""
    monkeypatch.setattr(layout, "system_folders", list)


def told(*events: AnyEvent, environment: str = "simulator") -> str:
    return read(incident.content(evidence(*events, environment=environment)))


def read(content: bytes) -> str:
    streams = re.findall(rb"stream\n(.*?)\nendstream", content, re.DOTALL)
    pages = b" ".join(zlib.decompress(one) for one in streams if one[:1] == b"x")
    shown = b" ".join(re.findall(rb"\(((?:[^()\\]|\\.)*)\) Tj", pages))
    return re.sub(rb"\\(.)", rb"\1", shown).decode("latin-1")


def test_it_says_who_where_when_and_what_was_done() -> None:
    words = told()
    for part in (
        *("Incident 1001", "+1 (217) 555-0143", "IL_0142", "39.801000", "16S", "Supplemental, does not replace ALI."),
        *("21 Nov 2026 18:00:01 CST", "00:00:01.000 UTC", "HANDED_TO_ECC", "Allergies: Penicillin", "DataConnect"),
        *(
            "It started, said ANNA",
            "asked the ECC",
            "access has ended",
            "walked past <b>twice</b>",
            "confidence not stated",
        ),
        *("j-1", "events 1 to 13", "Tamper-evident against kept copies."),
    ):
        assert part in words


@pytest.mark.parametrize(
    ("environment", "mark"), [("simulator", "SIMULATOR"), ("rapidsos-sandbox", "SANDBOX"), ("production", None)]
)
def test_what_was_no_real_call_is_marked_on_every_page(environment: str, mark: str | None) -> None:
    words = told(*WHOLE, *(NoteAdded(text=f"note {number}") for number in range(60)), environment=environment)
    if mark is None:
        assert "SIMULATOR" not in words
        assert "SANDBOX" not in words
    else:
        assert words.count("Page ") >= 3
        assert words.count(mark) >= 2 * words.count("Page ")


@pytest.mark.parametrize(
    ("events", "part"),
    [
        ((SHARE, TriggerConfirmed(confirmed=CONFIRMED)), "not sent"),
        (
            (
                SHARE,
                TriggerConfirmed(confirmed=CONFIRMED),
                TriggerSent(trigger="t-1"),
                TriggerAccepted(trigger="t-1", outcome=Accepted(alert_id="a-7", untrusted_message="started")),
            ),
            "Accepted by RapidSOS. RapidSOS says:",
        ),
        (
            (
                SHARE,
                TriggerConfirmed(confirmed=CONFIRMED),
                TriggerRefused(trigger="t-1", outcome=Refused(why=OutcomeReason.NEVER_SENT)),
            ),
            "The request never left this machine. Nothing was started. RapidSOS said nothing",
        ),
        (
            (
                SHARE,
                TriggerConfirmed(confirmed=CONFIRMED),
                StatusAssigned(
                    trigger="t-1",
                    report=FlowMessage(
                        status=Status(alert_id="a", event_id=None, untrusted_verb="answered", digest="d"),
                        seq=9,
                        received_at=T0,
                        verified=False,
                    ),
                ),
            ),
            "signature NOT verified: answered",
        ),
        ((SHARE, LegalHoldPlaced(reason="subpoena")), "nothing of this incident is erased"),
        ((IncidentOpened(phone=None),), "opened by this center"),
        ((SHARE, fix(0, fixed_at=None, uncertainty_m=None)), "Fix time not stated."),
    ],
)
def test_it_tells_what_is_special(events: tuple[AnyEvent, ...], part: str) -> None:
    assert part in told(*events)


def test_its_timeline_has_the_catalogues_sentences() -> None:
    words = told()
    for one in evidence().incident.timeline:
        for word in describe(one).line.replace("±", "\N{PLUS-MINUS SIGN}").split():
            assert word in words, word


def test_it_tells_what_was_erased() -> None:
    gone = msgspec.structs.replace(record(1, SHARE), body=ERASED)
    words = read(incident.content(evidence(records=(gone, record(2, NoteAdded(text="kept"))))))
    assert "Retention has erased what 1 of its events said" in words
    assert "ShareReceived, erased by retention: only its time remains" in words


def test_what_no_letter_can_write_is_marked() -> None:
    words = told(SHARE, NoteAdded(text="Сирена 🚨"))
    assert "[U+0421]" in words
    assert "[U+1F6A8]" in words


def test_a_very_long_text_is_cut_and_says_where_the_rest_is() -> None:
    assert "(more in timeline.json)" in told(SHARE, fix(0, address="long " * 5000))


def test_a_long_note_is_told_whole() -> None:
    words = told(SHARE, NoteAdded(text=" ".join(f"word{number}" for number in range(600))))
    assert all(f"word{number}" in words for number in range(600))


@given(st.text(max_size=300))
@settings(max_examples=30)
def test_any_text_makes_a_report(text: str) -> None:
    given_text = text.encode(errors="replace").decode()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(layout, "system_folders", list)
        assert incident.content(evidence(SHARE, NoteAdded(text=given_text), fix(0, address=given_text)))


def test_fonts_of_this_computer_are_used_when_found() -> None:
    sheet = fpdf.FPDF()
    found = Letters(sheet, layout.system_folders())
    if found.family == CORE:
        pytest.skip("this computer has none of the fonts")
    assert found.written("Сирена") == "Сирена"
    assert found.written("\U0010fffd") == "[U+10FFFD]"
    for font in sheet.fonts.values():
        if isinstance(font, TTFFont):
            font.close()
