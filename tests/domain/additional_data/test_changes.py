from hypothesis import given
from hypothesis import strategies as st

from app.domain.additional_data.changes import Change, between
from app.domain.additional_data.copied import value
from app.domain.additional_data.display import read
from app.domain.additional_data.field import Display

SCHEMA = {
    "properties": {
        "plate": {"title": "License Plate"},
        "car": {"title": "Vehicle", "properties": {"colour": {"title": "Color"}}},
        "secret": {"hidden": True},
    }
}
NOTHING = Display()


def uber(**data: object) -> Display:
    return read({"uber": {"display_name": "Uber", "schema": SCHEMA, "data": data}})


def told(changes: tuple[Change, ...]) -> list[tuple[str, str | None, str | None]]:
    def words(change: Change) -> tuple[str, str | None, str | None]:
        return (
            change.label,
            value(change.before) if change.before else None,
            value(change.after) if change.after else None,
        )

    return [words(change) for change in changes]


def test_old_and_new_stand_beside_each_other() -> None:
    (change,) = between(uber(plate="TEST 12"), uber(plate="TEST 21"))
    assert (change.source, change.source_name, change.path) == ("uber", "Uber", "/plate")
    assert told((change,)) == [("License Plate", "TEST 12", "TEST 21")]


def test_a_label_tells_the_sections_around_it() -> None:
    changes = between(uber(car={"colour": "Blue"}), uber(car={"colour": "Red"}))
    assert told(changes) == [("Vehicle: Color", "Blue", "Red")]


def test_what_is_new_and_what_is_gone() -> None:
    assert told(between(NOTHING, uber(plate="TEST 12"))) == [("License Plate", None, "TEST 12")]
    assert told(between(uber(plate="TEST 12"), NOTHING)) == [("License Plate", "TEST 12", None)]


def test_a_list_of_plain_values_changes_as_one() -> None:
    changes = between(uber(stops=["A", "B"]), uber(stops=["A", "B", "C"]))
    assert told(changes) == [("Stops", "A; B", "A; B; C")]


def test_a_list_of_objects_changes_part_by_part() -> None:
    before = uber(stops=[{"name": "A"}, {"name": "B"}])
    after = uber(stops=[{"name": "A"}, {"name": "C"}])
    (change,) = between(before, after)
    assert (change.path, told((change,))) == ("/stops/1/name", [("Stops: Name", "B", "C")])


def test_yes_is_no_number_and_no_text() -> None:
    assert len(between(uber(x=True), uber(x=1))) == 1
    assert len(between(uber(x=1), uber(x="1"))) == 1


def test_a_new_label_alone_is_no_change() -> None:
    renamed = read({"uber": {"schema": {"properties": {"plate": {"title": "Plate"}}}, "data": {"plate": "TEST 12"}}})
    assert between(uber(plate="TEST 12"), renamed) == ()


def test_what_is_hidden_changes_in_secret() -> None:
    assert between(uber(secret="a", plate="TEST 12"), uber(secret="b", plate="TEST 12")) == ()


@given(st.dictionaries(st.text(max_size=3), st.integers() | st.text(max_size=3) | st.lists(st.integers(), max_size=3)))
def test_nothing_changes_between_an_answer_and_itself(data: dict[str, object]) -> None:
    assert between(uber(**data), uber(**dict(reversed(data.items())))) == ()
