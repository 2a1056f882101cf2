import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.data_share.payload import CUT, cut_out, trimmed, usable


@pytest.mark.parametrize("token", ["t", "with a space", "~!", "t" * 4096])
def test_usable(token: str) -> None:
    assert usable(token)


@pytest.mark.parametrize("token", ["", "t" * 4097, "tab\t", "tokén", "end\n", 7, None, True, ["t"]])
def test_not_usable(token: object) -> None:
    assert not usable(token)


def test_cut_wherever_a_text_holds_it() -> None:
    text = (
        '{"access_token": "secret-token-1", "link": "https://a.test/?t=secret-token-1", "\\u0073ecret-token-1": 1.50}'
    )
    expected = f'{{"access_token": "{CUT}", "link": "https://a.test/?t={CUT}", "{CUT}": 1.50}}'
    assert cut_out("secret-token-1", text) == expected


def test_a_short_token_is_cut_only_where_it_is_all() -> None:
    assert cut_out("a1", '{"access_token": "a1", "name": "a1b"}') == f'{{"access_token": "{CUT}", "name": "a1b"}}'


@given(st.text(st.characters(min_codepoint=32, max_codepoint=126), min_size=8), st.text(), st.booleans())
def test_no_escape_hides_it(token: str, around: str, ascii_only: bool) -> None:
    text = json.dumps({"access_token": token, "x": [around + token, {token: 1}]}, ensure_ascii=ascii_only)
    left = json.loads(cut_out(token, text))
    assert token not in left["access_token"].replace(CUT, "")
    assert all(token not in str(value).replace(CUT, "") for value in left["x"])


@given(st.text(st.characters(min_codepoint=32, max_codepoint=126, exclude_characters='"\\'), min_size=1), st.text())
def test_a_text_with_an_escape_somewhere_is_cut_like_one_without(token: str, around: str) -> None:
    around = around.replace('"', "").replace("\\", "")
    plain = json.dumps({"access_token": token, "x": [around + token, {token: 1}]}, ensure_ascii=False)
    escaped = plain[:-1] + ', "\\u00e9": 1}'
    assert json.loads(cut_out(token, plain)) == {
        key: value for key, value in json.loads(cut_out(token, escaped)).items() if key != "é"
    }


def test_blanks_at_the_ends_are_no_part_of_a_token() -> None:
    assert trimmed(" token-of-a-share ") == "token-of-a-share"
    assert trimmed("own-token\n") == "own-token"
    assert (trimmed(" "), trimmed("tok\u00e9n"), trimmed(7)) == ("", "", "")
    assert not usable("  ")
    assert cut_out("a1", '{"access_token": " a1 "}') == f'{{"access_token": "{CUT}"}}'
