import json

from hypothesis import given
from hypothesis import strategies as st

from app.console.incident.raw import laid_out

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(st.dictionaries(st.text(), VALUES))
def test_no_sign_but_white_space_changes(value: dict[str, object]) -> None:
    received = json.dumps(value)
    assert json.loads(laid_out(received)) == value


def test_numbers_stay_as_they_were_written() -> None:
    assert '"a": 1.000000000000000000001' in laid_out('{"a":1.000000000000000000001,"a":2e400}')
    assert "2e400" in laid_out('{"a":1.000000000000000000001,"a":2e400}')


def test_lines_and_empty_things() -> None:
    assert laid_out('{"a":{},"b":[1,{"c":"x,{y"}]}') == (
        '{\n  "a": {},\n  "b": [\n    1,\n    {\n      "c": "x,{y"\n    }\n  ]\n}'
    )


@given(st.text().filter(lambda text: not text.lstrip("\ufeff \t\r\n").startswith(("{", "["))))
def test_what_is_no_json_stays(text: str) -> None:
    assert laid_out(text) == text
