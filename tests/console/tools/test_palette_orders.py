import pytest

from app.console.shortcuts.actions import Action
from app.console.tools.palette import Close, Goto, Note, Order, Unclear, named, read


@pytest.mark.parametrize(
    ("line", "order"),
    [
        ("note  She is safe ", Note("She is safe")),
        ("NOTE x", Note("x")),
        ("goto 39.8 -89.6", Goto(39.8, -89.6)),
        ("close 1042", Close(1042)),
        ("close incident", None),
        ("close", None),
        ("", None),
        ("keys", None),
    ],
)
def test_a_line_is_an_order_or_part_of_a_name(line: str, order: Order | None) -> None:
    assert read(line) == order


@pytest.mark.parametrize(
    ("line", "said"), [("note", "Write the note"), ("goto", "goto 39.8"), ("goto 91 0", "Latitude")]
)
def test_what_is_not_clear_says_what_to_write(line: str, said: str) -> None:
    order = read(line)
    assert isinstance(order, Unclear)
    assert said in order.sentence


def test_acts_are_found_by_words_in_any_order() -> None:
    assert named("") == list(Action)
    assert named("incident CLOSE") == [Action.CLOSE]
    assert named("no such thing") == []
