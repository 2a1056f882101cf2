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


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ("IL_0127,Sample,3125550160,America/Chicago", "5 cells needed, this has 4"),
        (",Sample,3125550160,America/Chicago,yes", "ecc_id is empty"),
        (
            f"IL_0127,{'x' * 201},3125550160,America/Chicago,yes",
            "name is too long, or holds a character that can't be seen",
        ),
        (
            "IL_0127,Sam\x07ple,3125550160,America/Chicago,yes",
            "name is too long, or holds a character that can't be seen",
        ),
        ("IL_0127,Sample,312555016,America/Chicago,yes", "10 digits needed, this has 9"),
        ("IL_0127,Sample,911,America/Chicago,yes", "10 digits needed, this has 3"),
        ("IL_0127,Sample,3125550160,Chicago,yes", "No time zone Chicago. Write it like America/Chicago"),
        ("IL_0127,Sample,3125550160,America/Chicago,maybe", "authorised is yes or no, not maybe"),
    ],
)
def test_a_problem_is_named_with_its_line_and_nothing_is_taken(row: str, sentence: str) -> None:
    assert problems(HEADING + LAKE + row + "\n") == [(3, sentence)]


def test_every_problem_of_the_file_is_named_by_line() -> None:
    quoted = '"IL_0127","Sample\nCounty",3125550160,America/Chicago,yes\n'
    text = HEADING + COOK + quoted + "IL_0129,x,1,America/Chicago,yes\n" + COOK
    assert problems(text) == [
        (3, "name is too long, or holds a character that can't be seen"),
        (5, "10 digits needed, this has 0"),
        (6, "IL_0127 stands in line 2 already"),
    ]


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("", 1, "The heading must name these columns: ecc_id, name, phone, time_zone, authorised"),
        ("\n\n" + COOK, 3, "The heading must name these columns: ecc_id, name, phone, time_zone, authorised"),
        (HEADING, 1, "No ECC under the heading"),
        (HEADING + '"IL_0127', 2, "Not CSV: unexpected end of data"),
        (HEADING + "a,b,c,d,e\n" * 20_001, 20_002, "20000 ECCs at most"),
    ],
)
def test_what_is_no_list_is_refused(text: str, line: int, words: str) -> None:
    assert problems(text) == [(line, words)]


@given(st.text() | st.lists(st.text(), max_size=6).map(lambda cells: HEADING + ",".join(cells)))
def test_no_text_is_too_strange(untrusted_text: str) -> None:
    found = read_csv(untrusted_text, ZONES)
    assert isinstance(found, NotImported)
    assert found.problems
