import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.callflow.agency import Agencies, Agency, NotImported, read_csv

ZONES = frozenset({"America/Chicago", "America/New_York"})
HEADING = "ecc_id,name,phone,time_zone,authorised\n"
COOK = "IL_0127,Sample County 911,(312) 555-0160,America/Chicago,yes\n"
LAKE = '"NY_123","Lake, and Hill 911",+12125550161,America/New_York,No\n'


def problems(text: str) -> list[tuple[int, str]]:
    found = read_csv(text, ZONES)
    assert isinstance(found, NotImported), found
    return [(problem.line, str(problem.sentence)) for problem in found.problems]


def test_a_whole_list_is_imported_in_its_order() -> None:
    assert read_csv("\ufeff" + HEADING + COOK + "\n ,,,, \n" + LAKE, ZONES) == Agencies(
        (
            Agency(
                ecc_id="IL_0127",
                name="Sample County 911",
                phone="+13125550160",
                time_zone="America/Chicago",
                authorised=True,
            ),
            Agency(
                ecc_id="NY_123",
                name="Lake, and Hill 911",
                phone="+12125550161",
                time_zone="America/New_York",
                authorised=False,
            ),
        )
    )


def test_columns_may_stand_in_any_order_and_in_capitals() -> None:
    text = "Authorised,Time_Zone,Phone,Name,ECC_ID\r\nyes,America/Chicago,312-555-0160,Sample County 911,IL_0127\r\n"
    assert read_csv(text, ZONES) == read_csv(HEADING + COOK, ZONES)


def test_an_ecc_is_found_by_its_id() -> None:
    agencies = read_csv(HEADING + COOK, ZONES)
    assert isinstance(agencies, Agencies)
    assert agencies.find(" il_0127 ") == agencies.listed[0]
    assert agencies.find("IL_0128") is None
    assert Agencies().find("IL_0127") is None


def test_two_ids_are_one_only_by_their_capitals() -> None:
    other = COOK.replace("IL_0127", "\u0130L_0127").replace("Sample County", "Another County")
    agencies = read_csv(HEADING + COOK + other + COOK.replace("IL_0127", "ß") + COOK.replace("IL_0127", "ss"), ZONES)
    assert isinstance(agencies, Agencies)
    assert [agencies.find(one.ecc_id) for one in agencies.listed] == list(agencies.listed)
    assert agencies.find("SS") == agencies.listed[3]
    assert agencies.find("\u017f\u017f") is None


PHONE = "Write it like (312) 555-0160"


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ("IL_0127,Sample,3125550160,America/Chicago", "5 cells needed, this has 4"),
        (
            "IL_0127,Sample, North,3125550160,America/Chicago,yes",
            '6 cells under a heading of 5. Text with the separator in it stands in quotes: "Sample County 911, North"',
        ),
        (",Sample,3125550160,America/Chicago,yes", "ecc_id: it is empty. Write it like NY_123"),
        (
            f"IL_0127,{'x' * 201},3125550160,America/Chicago,yes",
            "name: it is too long, or holds a character that can't be seen. Write it like Sample County 911",
        ),
        (
            "IL_0127,Sam\x07ple,3125550160,America/Chicago,yes",
            "name: it is too long, or holds a character that can't be seen. Write it like Sample County 911",
        ),
        (
            "IL_0127,Sample,312555016,America/Chicago,yes",
            f"phone is 312555016: 10 digits needed, this has 9. {PHONE}",
        ),
        ("IL_0127,Sample,911,America/Chicago,yes", f"phone is 911: 10 digits needed, this has 3. {PHONE}"),
        (
            "IL_0127,Sample,3.12555E+09,America/Chicago,yes",
            f"phone is 3.12555E+09: Digits only, like 217-555-0143. {PHONE}",
        ),
        ("IL_0127,Sample,3125550160,,yes", "time_zone: it is empty. Write it like America/Chicago"),
        (
            "IL_0127,Sample,3125550160,America/Chicago,maybe",
            "authorised is maybe: only yes and no are known. Write it like yes",
        ),
    ],
)
def test_a_problem_is_named_with_its_line_and_nothing_is_taken(row: str, sentence: str) -> None:
    assert problems(HEADING + LAKE + row + "\n") == [(3, sentence)]


def test_every_problem_of_the_file_is_named_by_line() -> None:
    quoted = '"IL_0127","Sample\nCounty",3125550160,America/Chicago,yes\n'
    text = HEADING + COOK + quoted + "IL_0129,x,1,America/Chicago,yes\n" + COOK
    assert problems(text) == [
        (3, "name: it is too long, or holds a character that can't be seen. Write it like Sample County 911"),
        (5, f"phone is 1: 10 digits needed, this has 0. {PHONE}"),
        (6, "ecc_id is IL_0127: it stands in line 2 already"),
    ]


HEADING_WORDS = (
    "The heading must name each of these columns once: ecc_id, name, phone, time_zone, authorised. "
    "It names no, or more than one, "
)


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("", 1, HEADING_WORDS + "ecc_id, name, phone, time_zone, authorised"),
        ("\n\n" + COOK, 3, HEADING_WORDS + "ecc_id, name, phone, time_zone, authorised"),
        (HEADING.replace("phone", "telephone"), 1, HEADING_WORDS + "phone"),
        (HEADING.replace("\n", ",name\n"), 1, HEADING_WORDS + "name"),
        (HEADING, 1, "No ECC under the heading"),
        (HEADING + '"IL_0127', 2, "Not CSV: unexpected end of data"),
        (HEADING + "a,b,c,d,e\n" * 20_001, 20_002, "20000 ECCs at most"),
    ],
)
def test_what_is_no_list_is_refused(text: str, line: int, words: str) -> None:
    assert problems(text) == [(line, words)]


@pytest.mark.parametrize(
    "text",
    [
        (HEADING + COOK).replace(",", ";"),
        (HEADING + COOK).replace(",", "\t"),
        "sep=;\r\n" + (HEADING + COOK).replace(",", ";"),
        '"sep=|"\n' + (HEADING + COOK).replace(",", "|"),
        (HEADING + COOK)
        .replace("authorised", "Authorized")
        .replace("ecc_id", "ECC ID")
        .replace("time_zone", "TimeZone"),
        (HEADING + COOK).replace("IL_0127", '="IL_0127"').replace("(312)", "'(312)"),
        (HEADING + COOK).replace("IL_0127", '"=""IL_0127"""').replace("yes", "TRUE"),
        (HEADING + COOK).replace("(312) 555-0160", "3125550160.0").replace("yes", "1"),
        (HEADING + COOK).replace("Sample County", "Sample\u00a0County"),
        HEADING.replace("\n", ",,\n") + COOK.replace("\n", ",,\n"),
        HEADING.replace("\n", ",Notes\n") + COOK.replace("\n", ",seen by K.\n"),
        HEADING.replace("\n", ",Notes\n") + COOK,
        HEADING + COOK.replace("\n", ",,,\n"),
        (HEADING + COOK).replace("\n", "\r"),
    ],
)
def test_what_spreadsheets_of_any_country_write_is_the_same_list(text: str) -> None:
    assert read_csv(text, ZONES) == read_csv(HEADING + COOK, ZONES)


def test_leading_zeros_stay() -> None:
    found = read_csv(HEADING + COOK.replace("IL_0127", '="001"'), ZONES)
    assert isinstance(found, Agencies)
    assert found.listed[0].ecc_id == "001"


def test_lines_are_counted_after_a_separator_line_too() -> None:
    text = "sep=;\n" + (HEADING + COOK + COOK).replace(",", ";")
    assert problems(text) == [(4, "ecc_id is IL_0127: it stands in line 3 already")]


def test_a_time_zone_that_this_computer_lacks_costs_the_zone_and_not_the_list() -> None:
    found = read_csv(HEADING + COOK + LAKE, {"America/Chicago"})
    assert isinstance(found, Agencies)
    assert [one.time_zone for one in found.listed] == ["America/Chicago", None]
    (note,) = found.notes
    assert (note.line, str(note.sentence)) == (
        3,
        "NY_123: this computer knows no time zone of the name in the list. The ECC is listed without one",
    )


@given(st.text() | st.lists(st.text(), max_size=6).map(lambda cells: HEADING + ",".join(cells)))
def test_no_text_is_too_strange(untrusted_text: str) -> None:
    found = read_csv(untrusted_text, ZONES)
    assert isinstance(found, NotImported)
    assert found.problems
