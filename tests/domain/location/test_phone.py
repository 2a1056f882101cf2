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
        "x2125550143",
        "312-555-0102 or 312-555-0103",
        "312-555-0102 / 312-555-0103",
        "tel:",
        "sip:dispatch@pbx.example.org",
        "2125550143 x1234567890",
        None,
        True,
        12125550143.5,
        float("inf"),
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


@pytest.mark.parametrize(
    "untrusted",
    [
        "tel:+13125550102",
        "TEL:+1-312-555-0102;ext=34",
        "tel:312-555-0102;phone-context=+1",
        "tel:%2B13125550102",
        "sip:+13125550102@pbx.example.org;user=phone",
        "sips:13125550102:pass@10.0.0.1:5061",
        '"Front desk" <sip:+13125550102@pbx.example.org>;tag=1',
        "+13125550102@pbx.example.org",
        "Tel. 312-555-0102",
        "312-555-0102 x34",
        "312-555-0102x34",
        "312-555-0102 ext. 34",
        "(312) 555-0102 Extension 34",
        "312-555-0102;ext=34",
        "312-555-0102#34",
        "312-555-0102,,34",
        "312/555-0102",
        "312/555/0102",
        "[312] 555-0102",
        "312\u00b7555\u00b70102",
        "312\u00a0555\u00a00102",
        "312\u2011555\u20110102",
        "312\u2013555\u20130102",
        "312\u2212555\u22120102",
        "312\u1680555\u20280102",
        "\u202a+1 312 555 0102\u202c",
        "\u2066312-555-0102\u2069",
        "312\u200b555\u200d0102",
        "\ufeff3125550102",
        "\uff13\uff11\uff12\uff0d\uff15\uff15\uff15\uff0d\uff10\uff11\uff10\uff12",
        "\uff0b\uff11\uff08\uff13\uff11\uff12\uff09\uff15\uff15\uff15\uff0d\uff10\uff11\uff10\uff12",
        "\u0663\u0661\u0662\u0665\u0665\u0665\u0660\u0661\u0660\u0662",
        "\u06f3\u06f1\u06f2-\u06f5\u06f5\u06f5-\u06f0\u06f1\u06f0\u06f2",
        "3125550102\n",
        "\t3125550102\r\n",
        "13125550102.0",
        "3125550102.00",
        13125550102.0,
        "113125550102",
        113125550102,
        "001 312 555 0102",
    ],
)
def test_a_phone_as_systems_write_it(untrusted: object) -> None:
    read = phone.read(untrusted)
    assert read is not None
    assert read.e164 == "+13125550102"
    assert phone.PHONE_INVALID not in read.warnings


@pytest.mark.parametrize(
    ("untrusted", "e164"),
    [
        ("+44 (0)20 7946 0018", "+442079460018"),
        ("+44 (0) 20 7946 0018", "+442079460018"),
        ("0044 (0)20 7946 0018", "+442079460018"),
        ("+4402079460018", "+442079460018"),
        ("+49 (0)30 901820", "+4930901820"),
        ("+39 (0)6 6982", "+39066982"),
        ("+39 06 6982 0000", "+390669820000"),
        ("011 44 (0)20 7946 0018", "+442079460018"),
    ],
)
def test_a_trunk_zero_is_kept_only_where_it_is_part_of_the_number(untrusted: str, e164: str) -> None:
    read = phone.read(untrusted)
    assert read is not None
    assert (read.e164, read.as_received) == (e164, untrusted)


def test_the_extension_stays_in_the_number_as_received() -> None:
    read = phone.read("312-555-0102 x34")
    assert read is not None
    assert read.as_received == "312-555-0102 x34"
