import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.callflow.definition import PhoneStyle, Sentence
from app.domain.callflow.field_input import read_phone, read_written, write


@given(st.from_regex(r"[2-9][0-9]{9}", fullmatch=True), st.sampled_from(PhoneStyle))
def test_what_is_written_reads_back(national: str, style: PhoneStyle) -> None:
    assert read_written(write(f"+1{national}", style), style) == read_phone(national, style) == f"+1{national}"


@given(st.from_regex(r"[2-9][0-9]{6,14}", fullmatch=True), st.sampled_from([PhoneStyle.E164, PhoneStyle.DIGITS_CC]))
def test_numbers_from_abroad_read_back(digits: str, style: PhoneStyle) -> None:
    assert read_written(write(f"+{digits}", style), style) == f"+{digits}"


@pytest.mark.parametrize(
    ("text", "style"),
    [
        ("3125550127", PhoneStyle.E164),
        ("13125550127", PhoneStyle.DIGITS10),
        ("+13125550127", PhoneStyle.DIGITS10),
        ("312-555-0127", PhoneStyle.DIGITS10),
        ("", PhoneStyle.E164),
        ("12", PhoneStyle.DIGITS_CC),
    ],
)
def test_what_write_could_not_have_made_is_no_phone(text: str, style: PhoneStyle) -> None:
    found = read_written(text, style)
    assert found is None


@given(st.text(), st.sampled_from(PhoneStyle))
def test_no_text_is_too_strange(text: str, style: PhoneStyle) -> None:
    assert isinstance(read_phone(text, style), str | Sentence)
    read_written(text, style)
