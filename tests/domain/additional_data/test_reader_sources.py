import pytest

from app.domain.additional_data.reader import read_source


@pytest.mark.parametrize(
    ("answer", "names"),
    [
        (None, []),
        ({}, []),
        ([], []),
        ("text", ["Additional Data"]),
        (5, ["Additional Data"]),
        ({"detail": "some words"}, ["Additional Data"]),
        ({"detail": None}, []),
        ({"uber": {"a": 1}, "cove": [1, 2], "version": 2}, ["Additional Data", "Cove", "Uber"]),
        ({"sources": {"uber": {"a": 1}}, "count": 1}, ["Additional Data", "Uber"]),
        ({"sources": [{"source": "uber", "a": 1}, {"a": 1}, 5]}, ["Additional Data 2", "Additional Data 3", "Uber"]),
        ({"data": {"data": {"data": {"data": {"data": {"a": 1}}}}}}, ["Data"]),
        ({"schema": {"properties": {}}, "data": {"a": 1}}, ["Additional Data"]),
        ({"display_name": "Cove", "schema": [], "data": {"a": 1}}, ["Cove"]),
        ({"name": {"display_name": "Name", "value": ["x"]}}, ["Additional Data"]),
        ({"src": {"display_name": " ", "label": "Named", "data": {"a": 1}}}, ["Named"]),
    ],
)
def test_sources_are_found_wherever_they_stand(answer: object, names: list[str]) -> None:
    assert [source.name for source in read_source(answer).sources] == names
