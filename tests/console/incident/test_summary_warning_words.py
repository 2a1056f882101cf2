from app.console.incident.summary import warning
from app.domain.data_share import field_mapping, payload
from app.domain.location import phone

CODES = [
    phone.COUNTRY_CODE_ASSUMED,
    phone.PHONE_INVALID,
    phone.PHONE_WITHOUT_SERVICE,
    payload.BOX_UNREADABLE,
    payload.OUTSIDE_JURISDICTION,
    payload.ECC_MISSING,
    payload.ECC_NOT_LISTED,
    field_mapping.INVALID,
    field_mapping.MISSING,
]


def test_every_warning_of_the_domain_has_a_sentence() -> None:
    assert [code for code in CODES if code in warning(code)] == []


def test_a_newer_stations_warning_is_shown_as_it_is() -> None:
    assert warning("odd\u202ecode") == "Warning: odd⟨U+202E⟩code"
