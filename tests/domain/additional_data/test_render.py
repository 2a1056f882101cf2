import pytest

from app.domain.additional_data.model import Display, FieldKind
from app.domain.additional_data.reader import read_source
from tests.domain.additional_data.cards import card, drawn, flat, under


@pytest.mark.parametrize(
    ("description", "value", "kind", "shown"),
    [
        ({"type": "string"}, "x", FieldKind.TEXT, "x"),
        ({"type": "string"}, 7, FieldKind.NUMBER, 7),
        ({"type": "integer"}, "7", FieldKind.TEXT, "7"),
        ({"type": "boolean"}, False, FieldKind.BOOLEAN, False),
        ({"type": "number"}, 0, FieldKind.NUMBER, 0),
        ({"type": "number"}, 10**18, FieldKind.TEXT, "1e+18"),
        ({"type": "number"}, float("nan"), FieldKind.TEXT, "nan"),
        ({"format": "phone"}, 12175550112, FieldKind.TEXT, "12175550112"),
        ({"format": "link"}, " https://a.example/1 ", FieldKind.LINK, "https://a.example/1"),
        ({"format": "uri"}, "http://a.example/1", FieldKind.LINK, "http://a.example/1"),
        ({"format": "link"}, "javascript:alert(1)", FieldKind.TEXT, "javascript:alert(1)"),
        ({"format": "link"}, 5, FieldKind.NUMBER, 5),
        ({"format": "image"}, "https://a.example/1.png", FieldKind.IMAGE, "https://a.example/1.png"),
        ({"format": "image"}, "http://a.example/1.png", FieldKind.TEXT, "http://a.example/1.png"),
        ({"format": "image"}, None, None, None),
        ({"format": "date"}, "1969-07-04", FieldKind.DATE, "1969-07-04"),
        ({"format": "date"}, "July 4th", FieldKind.TEXT, "July 4th"),
        ({"format": "timestamp"}, 1_795_305_535, FieldKind.TIMESTAMP, 1_795_305_535_000),
        ({"format": "timestamp", "units": "ms"}, 36_633_600_000, FieldKind.TIMESTAMP, 36_633_600_000),
        ({"format": "epoch-ms"}, 36_633_600_000, FieldKind.TIMESTAMP, 36_633_600_000),
        ({"format": "epoch_seconds"}, 1_795_305_535, FieldKind.TIMESTAMP, 1_795_305_535_000),
        ({"format": "timestamp", "unit": "seconds"}, 36_633_600_000, FieldKind.TEXT, None),
        ({"format": "date-time"}, "2026-11-22T00:00:00Z", FieldKind.TIMESTAMP, 1_795_305_600_000),
        ({"format": "date-time"}, "2026-11-22T00:00:00", FieldKind.TEXT, "2026-11-22T00:00:00"),
        ({"format": "date-time"}, "2026-11-22", FieldKind.DATE, "2026-11-22"),
        ({"format": "hologram"}, {"a": 1}, FieldKind.TEXT, '{"a": 1}'),
        ({"type": "string"}, {"a": "\u202e"}, FieldKind.TEXT, '{"a": "⟨U+202E⟩"}'),
        ({"type": "object"}, "just text", FieldKind.TEXT, "just text"),
        ({"render": "date", "type": "string"}, "1969-07-04", FieldKind.DATE, "1969-07-04"),
        ({"render": "hologram", "format": "date"}, "1969-07-04", FieldKind.DATE, "1969-07-04"),
        ({"type": ["null", "string"]}, "x", FieldKind.TEXT, "x"),
        ({"type": 5, "format": {"a": 1}}, "x", FieldKind.TEXT, "x"),
    ],
)
def test_a_value_takes_its_kind_if_it_fits(
    description: dict[str, object], value: object, kind: FieldKind | None, shown: object
) -> None:
    display = read_source({"src": {"schema": {"properties": {"x": description}}, "data": {"x": value}}})
    if kind is None:
        assert display.sources == ()
        return
    ((field,),) = (source.fields for source in display.sources)
    if shown is None:
        assert field.kind in (FieldKind.NUMBER, FieldKind.TIMESTAMP)
        return
    assert (field.kind, field.value) == (kind, shown)


def test_a_number_too_long_to_print_is_left_out() -> None:
    assert drawn({"type": "number"}, 10**5000).value == "…"
    assert drawn({"type": "hologram"}, {"a": [-(10**5000), 10**20]}).value == '{"a": ["…", 1e+20]}'


def test_units_stand_beside_numbers_and_not_beside_times() -> None:
    assert drawn({"type": "number", "units": "mph"}, 23).unit == "mph"
    assert drawn({"format": "timestamp", "units": "ms"}, 5).unit is None


@pytest.mark.parametrize("nothing", [None, "", " \n", [], {}, [None, ""], {"a": None, "b": [[]]}])
def test_nothing_is_not_shown(nothing: object) -> None:
    display = read_source({"src": {"schema": {"properties": {"x": {"title": "X"}}}, "data": {"x": nothing}}})
    assert display == Display(without_record=("Src",))


def test_arrays_are_one_line_an_element_and_take_their_items_kind() -> None:
    links = drawn({"type": "array", "items": {"format": "link"}}, ["https://a.example/1", "no link", None])
    assert links.kind is FieldKind.LIST
    assert [(one.kind, one.label, one.path) for one in links.children] == [
        (FieldKind.LINK, "", "/x/0"),
        (FieldKind.TEXT, "", "/x/1"),
    ]
    assert [one.kind for one in drawn({"type": "list"}, ["a", 1]).children] == [FieldKind.TEXT, FieldKind.NUMBER]
    assert [one.kind for one in drawn({"type": "date"}, ["1969-07-04"]).children] == [FieldKind.DATE]


def test_objects_are_sections_and_keep_what_their_schema_omits() -> None:
    section = drawn({"properties": {"b": {"title": "Bee", "order": 1}}}, {"a": 1, "b": 2})
    assert section.kind is FieldKind.SECTION
    assert [(one.label, one.path) for one in section.children] == [("Bee", "/x/b"), ("A", "/x/a")]


def test_exactly_as_many_fields_as_allowed_cut_nothing() -> None:
    assert not card({f"k{number}": number for number in range(500)}).cut
    assert card({f"k{number}": number for number in range(501)}).cut


def test_deeper_than_six_sections_is_text_and_deeper_than_twelve_is_left_out() -> None:
    data: object = "bottom"
    for _ in range(15):
        data = {"x": data}
    fields = list(flat(card({"data": data}).fields))
    assert [field.kind for field in fields] == [FieldKind.SECTION] * 6 + [FieldKind.TEXT]
    assert fields[-1].value == '{"x": {"x": {"x": {"x": {"x": "…"}}}}}'


def test_a_birthday_is_a_day_in_every_dialect() -> None:
    source = under({"properties": {"dob": {"format": "epoch-ms"}}}, {"dob": 36_633_600_000})
    assert (source.fields[0].kind, source.fields[0].value) == (FieldKind.DATE, "1971-03-01")
