import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.additional_data import values


@pytest.mark.parametrize(
    ("untrusted", "seen"),
    [
        ("plain", "plain"),
        ("", ""),
        ("Señor Example", "Señor Example"),
        ("line\r\nnext\u2028last\x0b.", "line\nnext\nlast\n."),
        ("tab\there", "tab\there"),
        ("\u202egnp.exe", "⟨U+202E⟩gnp.exe"),
        ("\u2066x\u2069", "⟨U+2066⟩x⟨U+2069⟩"),
        ("nul\x00bell\x07del\x7f", "nul⟨U+0000⟩bell⟨U+0007⟩del⟨U+007F⟩"),
        ("zero\u200bwidth\ufeff", "zero⟨U+200B⟩width⟨U+FEFF⟩"),
        ("lone \ud800", "lone ⟨U+D800⟩"),
        ("tag \U000e0041", "tag ⟨U+E0041⟩"),
        ("\u0645\u06cc\u200c\u062e", "\u0645\u06cc\u200c\u062e"),
        ("a\u200db", "a⟨U+200D⟩b"),
        ("\u062e\u200d\u200d", "\u062e\u200d⟨U+200D⟩"),
        ("a\u3164\u2800\u034fb", "a⟨U+3164⟩⟨U+2800⟩⟨U+034F⟩b"),
        ("\u2764\ufe0f", "\u2764\ufe0f"),
        ("a\ufe0f \u2800\ufe0f", "a⟨U+FE0F⟩ ⟨U+2800⟩⟨U+FE0F⟩"),
    ],
)
def test_nothing_stays_invisible(untrusted: str, seen: str) -> None:
    assert values.text(untrusted) == seen


def test_a_label_is_one_line_and_has_an_end() -> None:
    assert values.label(" two\n lines\t ") == "two lines"
    assert len(values.label("x" * 5_000)) == 200


@pytest.mark.parametrize(
    ("key", "label"),
    [
        ("station_name", "Station name"),
        ("siteCode", "Site code"),
        ("elin", "Elin"),
        ("last-seen.at", "Last seen at"),
        ("VIN", "VIN"),
        ("vehicle_VIN", "Vehicle VIN"),
        ("A", "A"),
        ("___", ""),
        ("\u202ex", "⟨U+202E⟩x"),
    ],
)
def test_keys_become_labels(key: str, label: str) -> None:
    assert values.humanised(key) == label


@pytest.mark.parametrize(
    ("key", "name"), [("emergency_health_profile", "Emergency Health Profile"), ("911secure", "911secure")]
)
def test_keys_of_sources_become_names(key: str, name: str) -> None:
    assert values.titled(key) == name


def test_short_says_that_there_is_more() -> None:
    assert values.short("x" * 4_000) == "x" * 4_000
    assert values.short("x" * 4_001) == "x" * 4_000 + "…"


@given(st.text(st.characters(codec=None)))
def test_no_text_keeps_a_control_or_turns_the_reading_direction(untrusted: str) -> None:
    seen = values.text(untrusted)
    assert all(
        character in "\n\t\u200c\u200d" or unicodedata.category(character) not in {"Cc", "Cf", "Cs"}
        for character in seen
    )
    assert values.text(seen) == seen
    seen.encode()
