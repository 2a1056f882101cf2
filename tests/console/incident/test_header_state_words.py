import msgspec

from app.console.incident.header import claimed_words, state_words
from app.console.theme.icons import Shape
from tests.shots import scenes


def test_states() -> None:
    scene = scenes.one()
    new = scene.done().book.incidents[1044]
    assert state_words(new, scenes.NOW) == (Shape.P1, "P1 new")
    assert claimed_words(new, None, None) == "1044 · nobody has it yet"


def test_whose_it_is_and_how_it_ended() -> None:
    scene = scenes.one(acknowledged=True)
    mine = scene.done().book.incidents[1044]
    assert state_words(mine, scenes.NOW) == (Shape.QUIET, "P3 open")
    assert "claimed by you" in claimed_words(mine, "M. Okafor", None)
    assert "claimed by M. Okafor" in claimed_words(mine, "J. Tran", None)
    assert state_words(msgspec.structs.replace(mine, ring_at=1), scenes.NOW) == (Shape.P1, "P1 shared again")
    closed = msgspec.structs.replace(mine, closed_at=scenes.NOW, close_reason="TEST")
    assert state_words(closed, scenes.NOW) == (Shape.SEEN, "closed")
    assert claimed_words(closed, None, None).startswith("1044 · Test, ")


def test_held_and_taken_over() -> None:
    watch = scenes.held().done()
    held = watch.book.incidents[1042]
    assert state_words(held, watch.now()) == (Shape.HELD, "P3 held, back in 1:24")
    taken = msgspec.structs.replace(held, owner="J. Tran", owned_at=scenes.NOW)
    assert claimed_words(taken, "M. Okafor", None).startswith("1042 · claimed by J. Tran ")
    assert ", in " not in claimed_words(taken, "M. Okafor", None)
