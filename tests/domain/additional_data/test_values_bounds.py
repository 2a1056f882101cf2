from app.domain.additional_data.model import FieldKind
from app.domain.additional_data.reader import read_source
from app.domain.additional_data.values import shallow, short_lists
from tests.domain.additional_data.cards import SECRET, card, flat, under


def test_what_is_shallow_stays_as_it_is() -> None:
    answer: dict[str, object] = {"a": [1, {"b": None}], "c": "x"}
    assert shallow(answer) == answer
    assert short_lists(answer) == answer


def test_what_lies_too_deep_is_left_out() -> None:
    assert shallow([[[1]]], 2) == [["…"]]
    assert shallow({"a": {"b": {"c": 1}}}, 2) == {"a": {"b": "…"}}


def test_an_answer_nested_as_deep_as_json_allows_is_shown_as_far_as_cards_go() -> None:
    deep: object = 1
    for _ in range(900):
        deep = [deep]
    (source,) = read_source({"src": {"data": {"x": deep}}}).sources
    assert [field.kind for field in flat(source.fields)] == [FieldKind.LIST] * 6 + [FieldKind.TEXT]


def test_a_long_list_says_how_much_more_there_was() -> None:
    assert short_lists({"a": {"b": list(range(1_502))}})["a"] == {"b": [*range(500), "… 1,002 more"]}


def test_a_hidden_part_stays_hidden_in_every_element_of_a_long_list() -> None:
    source = under({"fields": [{"key": "x", "hidden": True}]}, [{"x": SECRET, "y": 1}] * 600)
    assert SECRET not in repr(source)
    assert source.cut


def test_more_sources_than_anybody_reads_are_counted_out() -> None:
    few, many = ({f"s{number}": {"a": 1} for number in range(most)} for most in (100, 101))
    assert not read_source(few).cut
    assert read_source(many).cut
    assert len(read_source(many).sources) == 100


def test_a_small_card_is_whole() -> None:
    assert not card({"a": 1}).cut
