import copy

from app.domain.callflow.definition import Definition, PhoneStyle, VariableKind
from app.domain.callflow.form import fields
from tests.domain.callflow import files


def test_latitude_and_longitude_are_one_field() -> None:
    place = next(field for field in fields(files.definition()) if field.is_place)
    assert (place.key, place.label, place.group, place.kind) == (
        "/location/latitude",
        "Location",
        "Location",
        VariableKind.LATITUDE,
    )
    assert [variable.key for variable in place.variables] == ["/location/latitude", "/location/longitude"]


def test_a_field_says_what_its_variable_says() -> None:
    name, phone, *_ = fields(files.definition())
    assert (name.label, name.help, name.required, name.choices) == ("Full name", "As the caller gave it", True, ())
    assert (phone.label, phone.phone_style) == ("Number 9-1-1 will see", PhoneStyle.DIGITS10)


def test_what_the_program_fills_in_has_no_field() -> None:
    changed = files.with_variable("event_id", {"type": "string", "x-kind": "event_id"})
    changed["variables"]["properties"]["company"] = {"const": "Example"}
    definition = files.read(changed)
    assert isinstance(definition, Definition)
    assert fields(definition) == fields(files.definition())


def test_an_asked_for_order_comes_first_and_groups_stay_together() -> None:
    changed = copy.deepcopy(files.content())
    properties = changed["variables"]["properties"]
    properties["vehicle_info"]["properties"]["color"]["x-order"] = 2
    properties["note"] = {"type": "string", "x-order": 1, "x-group": "Note"}
    properties["second_note"] = {"type": "string", "x-group": "Note"}
    definition = files.read(changed)
    assert isinstance(definition, Definition)
    assert [field.label for field in fields(definition)] == [
        "note",
        "second_note",
        "Color",
        "Make",
        "Model",
        "License plate",
        "Plate state",
        "Full name",
        "Number 9-1-1 will see",
        "Location",
        "Uncertainty",
    ]
