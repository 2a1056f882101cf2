"""Answers of RAD-E folded into cards: when each source came, what changed, what is gone."""

from app.domain.additional_data.history import Known, after
from app.domain.additional_data.reader import read_json, read_source

T = 1_795_305_600_000


def told(*answers: object) -> Known:
    known: Known | None = None
    for place, answer in enumerate(answers):
        display = read_json(answer) if isinstance(answer, str) else read_source(answer)
        known = after(known, display, T + place * 1000)
    assert known is not None
    return known


def test_a_first_answer_is_no_change() -> None:
    known = told({"uber": {"plate": "SMPL 134"}, "cove": {}})
    assert [(card.source.key, card.at, card.changed) for card in known.cards] == [("uber", T, ())]
    assert known.display.without_record == ("Cove",)
    assert (known.at, known.since, known.unreadable_at) == (T, T, None)


def test_a_change_carries_its_time_and_the_value_before() -> None:
    known = told({"uber": {"plate": "SMPL 134", "rider": "Rowan"}}, {"uber": {"plate": "SMPL 143", "rider": "Rowan"}})
    [card] = known.cards
    [changed] = card.changed
    assert (card.at, card.first_at, changed.at) == (T + 1000, T, T + 1000)
    assert changed.change.before is not None
    assert changed.change.after is not None
    assert (changed.change.before.value, changed.change.after.value) == ("SMPL 134", "SMPL 143")
    assert known.since == T


def test_changes_of_other_fields_stay_and_a_field_keeps_its_newest() -> None:
    known = told({"a": {"x": 1, "y": 1}}, {"a": {"x": 2, "y": 1}}, {"a": {"x": 2, "y": 2}}, {"a": {"x": 3, "y": 2}})
    [card] = known.cards
    assert [(changed.change.path, changed.at) for changed in card.changed] == [("/y", T + 2000), ("/x", T + 3000)]


def test_a_source_that_did_not_change_keeps_its_time() -> None:
    known = told({"a": {"x": 1}, "b": {"x": 1}}, {"a": {"x": 1}, "b": {"x": 2}})
    assert [(card.source.key, card.at) for card in known.cards] == [("a", T), ("b", T + 1000)]


def test_a_source_that_comes_later_is_new_and_not_changed() -> None:
    known = told({"a": {"x": 1}}, {"a": {"x": 1}, "b": {"x": 1}})
    assert [(card.source.key, card.first_at, card.changed) for card in known.cards] == [
        ("a", T, ()),
        ("b", T + 1000, ()),
    ]


def test_a_source_that_is_gone_stays_readable_with_the_first_time_it_was_missed() -> None:
    known = told({"a": {"x": 1}, "b": {"x": 1}}, {"a": {"x": 1}}, {"a": {"x": 2}})
    assert [(card.source.key, card.gone_at) for card in known.cards] == [("a", None), ("b", T + 1000)]


def test_a_source_that_comes_back_is_here_again() -> None:
    known = told({"a": {"x": 1}, "b": {"x": 1}}, {"a": {"x": 1}}, {"a": {"x": 1}, "b": {"x": 1}})
    assert [(card.source.key, card.gone_at, card.at) for card in known.cards] == [
        ("a", None, T),
        ("b", None, T + 2000),
    ]


def test_an_answer_that_cannot_be_read_leaves_what_was_known() -> None:
    known = told({"a": {"x": 1}}, "<html>")
    assert [card.source.key for card in known.cards] == ["a"]
    assert known.unreadable_at == T + 1000
    assert told("<html>").unreadable_at == T
    assert told("<html>", {"a": {"x": 1}}).unreadable_at is None
