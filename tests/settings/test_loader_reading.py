"""Values as a person types them, and as they are shown."""

import pytest

from app.core.errors import RefusedError
from app.settings import NAMES, loader
from app.settings.loader import Form


@pytest.mark.parametrize(
    ("name", "form", "choices"),
    [
        ("environment", Form.CHOICE, ("production", "rapidsos-sandbox", "simulator")),
        ("lei_method", Form.CHOICE, ("GET", "POST")),
        ("port", Form.NUMBER, ()),
        ("public_url", Form.TEXT, ()),
        ("oauth_path", Form.TEXT, ()),
        ("refuse_when_unwatched", Form.YES_NO, ()),
        ("agencies", Form.LIST, ()),
        ("escalate_command", Form.COMMAND, ()),
    ],
)
def test_what_a_value_looks_like(name: str, form: Form, choices: tuple[str, ...]) -> None:
    assert (loader.form(name), loader.choices(name)) == (form, choices)


@pytest.mark.parametrize("name", NAMES)
def test_a_default_is_typed_back(name: str) -> None:
    assert loader.typed(name, loader.as_text(name, loader.default(name))) == loader.default(name)


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("port", " 9001 ", 9001),
        ("agencies", "NY_0161, NJ_0001,", ("NY_0161", "NJ_0001")),
        ("escalate_command", '["/usr/bin/page", "two words"]', ("/usr/bin/page", "two words")),
        ("escalate_command", " ", ()),
        ("refuse_when_unwatched", "true", True),
        ("public_url", " ", None),
        ("callflow_http_answer", " as it stands ", " as it stands "),
    ],
)
def test_what_is_typed(name: str, text: str, value: object) -> None:
    assert loader.typed(name, text) == value
    if value is not None:
        assert loader.typed(name, loader.as_text(name, value)) == value


@pytest.mark.parametrize(
    ("name", "text", "sentence"),
    [
        ("port", "many", "'many' won't do; it must be a port number from 0 to 65535."),
        ("host", "", "'' won't do; it must be a host name or address of this computer."),
        ("escalate_command", "page; rm", "'page; rm' won't do; it must be a list of a program and its arguments"),
    ],
)
def test_what_will_not_do(name: str, text: str, sentence: str) -> None:
    with pytest.raises(RefusedError) as refused:
        loader.typed(name, text)
    assert str(refused.value).startswith(sentence)
