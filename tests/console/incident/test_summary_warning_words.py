import pytest

from app.console.incident.summary import WarningsCard, warning
from app.console.theme.text import PlainLabel
from app.domain.data_share import field_mapping, payload
from app.domain.location import phone
from tests.console.conftest import Open
from tests.shots import scenes, work_scenes

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


@pytest.mark.parametrize("code", [field_mapping.INVALID, field_mapping.MISSING])
def test_nobody_is_sent_to_ask_for_a_place_that_is_shown(code: str) -> None:
    assert "Ask the ECC where the caller is." in warning(code)
    assert "Ask the ECC" not in warning(code, located=True)


def test_the_card_knows_of_the_place_that_came_later(opened: Open) -> None:
    scene = scenes.Scene()
    scene.share(1044, "+12175550143", 60_000, warnings=("location_missing",))
    scene.fix(1044, 9_000, 39.80195, -89.63482, uncertainty_m=12.0)
    window = opened(scene)
    window.queue.view.select(1044)
    (card,) = window.findChildren(WarningsCard)
    words = " ".join(label.whole_text() for label in card.findChildren(PlainLabel))
    assert "No location came with the share." in words
    assert "Ask the ECC" not in words


def test_a_newer_stations_warning_is_shown_as_it_is() -> None:
    assert warning("odd\u202ecode") == "Warning: odd⟨U+202E⟩code"


def test_no_ecc_is_named_where_nothing_was_shared(opened: Open) -> None:
    window = opened(work_scenes.opened_here())
    window.queue.view.select(1044)
    sentence = window.centre.incident.summary.sentence
    assert "this center opened it" in sentence
    assert "ECC" not in sentence
