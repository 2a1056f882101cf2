import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.location import phone

PUNCTUATION = "+()-. "


@pytest.mark.parametrize(
    ("untrusted", "e164", "warnings"),
    [
        ("12125550143", "+12125550143", ()),
        ("+1 (212) 555-0143", "+12125550143", ()),
        (12125550143, "+12125550143", ()),
        ("2125550143", "+12125550143", ("country_code_assumed",)),
        ("212.555.0143", "+12125550143", ("country_code_assumed",)),
        (2125550143, "+12125550143", ("country_code_assumed",)),
        ("+2125550143", "+12125550143", ("country_code_assumed",)),
        ("+442079460123", "+442079460123", ()),
        ("442079460123", "+442079460123", ()),
        ("011 44 20 7946 0123", "+442079460123", ()),
        ("0044 20 7946 0123", "+442079460123", ()),
        ("+372 551 2345", "+3725512345", ()),
        ("5550143", "+15550143", ("country_code_assumed", "phone_invalid")),
        ("+5550143", "+5550143", ("phone_invalid",)),
        ("0000000", "+10000000", ("country_code_assumed", "phone_invalid")),
        ("+0000000", "+0000000", ("phone_invalid",)),
        ("999999999999999", "+999999999999999", ("phone_invalid",)),
        ("24722345", "+24722345", ()),
    ],
)
def test_reads_a_usable_phone(untrusted: object, e164: str, warnings: tuple[str, ...]) -> None:
    read = phone.read(untrusted)
    assert read == phone.Phone(e164, str(untrusted), warnings)


@pytest.mark.parametrize(
    ("untrusted", "warnings"),
    [
        ("9115551234", ("country_code_assumed", "phone_without_service")),
        ("19115551234", ("phone_without_service",)),
        ("+1 911 555-1234", ("phone_without_service",)),
    ],
)
def test_a_phone_without_service_is_a_phone(untrusted: str, warnings: tuple[str, ...]) -> None:
    read = phone.read(untrusted)
    assert read is not None
    assert read.e164 == "+19115551234"
    assert read.warnings == warnings


@pytest.mark.parametrize(
    "untrusted",
    [
        "",
        "not-a-number",
        "123456",
        "1234567890123456",
        "2125550143x12",
        "٢١٢٥٥٥٠١٤٣",
        "2125550143\n",
        None,
        True,
        12125550143.0,
        10**15,
        [],
        {},
    ],
)
def test_anything_else_is_no_phone(untrusted: object) -> None:
    assert phone.read(untrusted) is None


def test_an_integer_too_long_to_print_is_no_phone() -> None:
    assert phone.read(10**5000) is None
    assert phone.read(-(10**5000)) is None


@pytest.mark.parametrize(
    ("e164", "text"),
    [
        ("+12175550143", "+1 (217) 555-0143"),
        ("+19115551234", "+1 (911) 555-1234"),
        ("+442079460123", "+44 20 7946 0123"),
        ("+0000000", "+0000000"),
    ],
)
def test_shown_for_reading_aloud(e164: str, text: str) -> None:
    assert phone.shown(e164) == text


def test_masked_keeps_four_digits() -> None:
    assert phone.masked("+12175550143") == "•••-•••-0143"


def test_lei_asks_with_digits_only() -> None:
    assert phone.digits_with_country_code("+12175550143") == "12175550143"


@given(st.one_of(st.text(), st.text(alphabet="0123456789" + PUNCTUATION), st.integers(), st.floats(), st.none()))
def test_reading_never_raises_and_always_gives_e164(untrusted: object) -> None:
    read = phone.read(untrusted)
    if read is not None:
        assert read.e164[0] == "+"
        assert read.e164[1:].isascii()
        assert read.e164[1:].isdigit()
        assert 7 <= len(read.e164[1:]) <= 15
        assert phone.shown(read.e164).startswith("+")


@given(st.text(alphabet="0123456789", min_size=7, max_size=15), st.data())
def test_every_7_to_15_digits_are_usable_however_punctuated(digits: str, data: st.DataObject) -> None:
    gaps = data.draw(st.lists(st.text(alphabet=PUNCTUATION, max_size=2), min_size=len(digits), max_size=len(digits)))
    assert phone.read("".join(gap + digit for gap, digit in zip(gaps, digits, strict=True))) is not None


@given(st.from_regex(r"[2-9][0-9]{2}[2-9][0-9]{6}", fullmatch=True))
def test_ten_digits_get_country_code_1(digits: str) -> None:
    read = phone.read(digits)
    assert read is not None
    assert read.e164 == f"+1{digits}"
    assert read.warnings[0] == "country_code_assumed"


@given(st.integers(2_000_000_000, 9_999_999_999))
def test_a_whole_north_american_number_is_judged_as_the_library_judges_it(national: int) -> None:
    e164 = f"+1{national}"
    judged = phonenumbers.is_valid_number(phonenumbers.parse(e164))
    found = phone.read(e164)
    assert found is not None
    assert (phone.PHONE_INVALID not in found.warnings) is (judged or phone.PHONE_WITHOUT_SERVICE in found.warnings)
