"""What is typed is judged at once, in the words of a start."""

import pytest

from app.console.preferences.station import SettingsDraft
from app.core.errors import RefusedError
from tests.shots import settings


@pytest.fixture
def draft() -> SettingsDraft:
    made = SettingsDraft()
    made.hear(settings.told())
    return made


@pytest.mark.parametrize(
    ("name", "text", "sentence"),
    [
        ("port", "many", "'many' won't do; it must be a port number"),
        ("public_url", "http://shares.example.org", "public_url must begin with https"),
        ("rapidsos_url", "http://127.0.0.1:9", "needs the environment simulator"),
        ("tls_key", "/etc/key.pem", "belong together"),
        ("trusted_proxies", "proxy.example", "'proxy.example' is no address"),
    ],
)
def test_a_problem_stands_beside_its_field(draft: SettingsDraft, name: str, text: str, sentence: str) -> None:
    draft.type(name, text)
    assert list(draft.problems()) == [name]
    assert sentence in draft.problems()[name]


def test_both_halves_together_are_no_problem(draft: SettingsDraft) -> None:
    draft.type("tls_key", "/etc/key.pem")
    draft.type("tls_certificate", "/etc/chain.pem")
    assert draft.problems() == {}
    assert draft.values() == {"tls_key": "/etc/key.pem", "tls_certificate": "/etc/chain.pem"}


def test_a_default_is_wished_for_by_taking_it_out(draft: SettingsDraft) -> None:
    draft.type("agencies", "")
    draft.type("public_url", "")
    draft.type("lei_method", "GET")
    assert draft.values() == {"agencies": None, "public_url": None, "lei_method": "GET"}


def test_what_counts_already_is_no_change(draft: SettingsDraft) -> None:
    draft.type("port", "8914")
    draft.type("port", "8913")
    assert draft.typed == ()
    draft.type("port", "8914")
    draft.hear(settings.told(port={"value": 8914}))
    assert draft.typed == ()
    assert draft.text("port") == "8914"


def test_dropped_is_forgotten(draft: SettingsDraft) -> None:
    draft.type("port", "x")
    with pytest.raises(RefusedError):
        draft.values()
    draft.drop()
    assert (draft.typed, draft.values(), draft.text("port")) == ((), {}, "8913")


def test_nothing_is_known_before_the_station_spoke() -> None:
    assert SettingsDraft().text("port") == ""
