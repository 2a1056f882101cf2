from app.domain.additional_data.model import Dialect, FieldKind
from tests.domain.additional_data.cards import card


def test_self_describing_fields_may_stand_beside_others() -> None:
    source = card({"n": {"display_name": "Name", "type": "string", "value": ["x"]}, "m": 5, "display_name": "Src"})
    assert source.dialect is Dialect.SELF_DESCRIBING
    assert [field.label for field in source.fields] == ["Name"]
    assert [field.label for field in source.other] == ["M"]


def test_self_describing_timestamps_are_milliseconds_unless_they_say_otherwise() -> None:
    fields = card(
        {
            "a": {"type": "timestamp", "value": [36_633_600_001]},
            "b": {"type": "timestamp", "value": [36_633_600], "units": "seconds"},
        }
    ).fields
    assert [field.value for field in fields] == [36_633_600_001, 36_633_600_000]


def test_self_describing_objects_are_sections_whatever_their_type() -> None:
    source = card(
        {"c": {"type": "emergency-contact", "value": [{"full_name": "A", "phone": 12175550112}, {"note": "B"}]}}
    )
    (contacts,) = source.fields
    assert contacts.kind is FieldKind.LIST
    assert [(one.label, one.phone) for one in contacts.children[0].children] == [("Name", False), ("Phone", True)]
    assert contacts.children[1].children[0].value == "B"
