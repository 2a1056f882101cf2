from app.domain.additional_data import render
from app.domain.additional_data.model import DataSource
from app.domain.additional_data.reader import read_source

T0 = 1_795_305_600_000
PROPERTIES = {
    "yes": {"title": "Verified"},
    "no": {"title": "DNR on file"},
    "speed": {"title": "Speed", "units": "mph"},
    "weight": {"title": "Weight"},
    "at": {"title": "Seen", "format": "timestamp"},
    "dob": {"title": "Date of Birth", "format": "date"},
    "note": {"title": "Note"},
    "size": {"title": "Size", "units": "cm"},
    "kin": {"title": "Contacts"},
}
DATA = {
    "yes": True,
    "no": False,
    "speed": 0,
    "weight": 151.0,
    "at": T0 - 1_000,
    "dob": "1969-07-04",
    "note": "two\nlines",
    "size": "tall",
    "kin": [{"name": "Robin Fictive"}, "plain"],
    "extra": 5,
}


def card(schema: object, data: object) -> DataSource:
    (source,) = read_source({"src": {"display_name": "Example Source", "schema": schema, "data": data}}).sources
    return source


def test_a_card_as_text() -> None:
    assert render.text(card({"properties": PROPERTIES}, DATA), T0).splitlines() == [
        "Example Source, 2026-11-22 00:00:00 UTC",
        "Verified: Yes",
        "DNR on file: No",
        "Speed: 0 mph",
        "Weight: 151",
        "Seen: 2026-11-21 23:59:59 UTC",
        "Date of Birth: 1969-07-04",
        "Note: two",
        "  lines",
        "Size: tall cm",
        "Contacts:",
        "  -",
        "    Name: Robin Fictive",
        "  - plain",
        "Other data from Example Source:",
        "  Extra: 5",
        "Supplemental - supplied by caller/partner, verify",
    ]


def test_a_card_that_was_cut_says_so() -> None:
    text = render.text(card({"properties": {}}, {f"k{number}": number for number in range(501)}), T0)
    assert "More was sent than is shown here." in text


def test_times_before_the_epoch() -> None:
    source = card({"properties": {"at": {"format": "timestamp"}}}, {"at": -62_135_596_800_000})
    assert "At: 0001-01-01 00:00:00 UTC" in render.text(source, T0)
