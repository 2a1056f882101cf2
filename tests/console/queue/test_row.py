import pytest

from app.console.queue.row import initials, row_of
from app.console.theme.icons import Shape
from tests.shots import scenes


@pytest.mark.parametrize(
    ("name", "letters"), [("M. Okafor", "MO"), ("Ana", "A"), ("Ana Maria de Souza", "AS"), ("", ""), ("j tran", "JT")]
)
def test_initials(name: str, letters: str) -> None:
    assert initials(name) == letters


def test_rows_say_who_where_and_how_long() -> None:
    watch = scenes.flood().done()
    rows = {number: row_of(incident, watch) for number, incident in watch.book.incidents.items()}
    new, theirs, mine, late = rows[1047], rows[1039], rows[1042], rows[1041]
    assert (new.shape, new.owner, new.times, new.waiting, new.phone) == (Shape.P1, "NEW", 2, "0:09", "•••-•••-0158")
    assert (theirs.owner, theirs.owner_short, theirs.notes) == ("J. Tran", "JT", 3)
    assert mine.owner == mine.owner_short == "You"
    assert (late.shape, late.reason, late.left) == (Shape.P2, "RAD-E never fetched", "≈ 0:48 nominal")
    assert (rows[1043].reason, rows[1043].left) == ("Source stopped early", "ended at 6:12")
    assert "0158" in new.spoken
    assert "+1217" not in new.spoken


def test_a_row_without_phone_ecc_or_owner_says_so() -> None:
    scene = scenes.Scene()
    scene.share(1044, None, 9_000, ecc=None)
    watch = scene.done()
    row = row_of(watch.book.incidents[1044], watch)
    assert (row.phone, row.place) == ("No phone number", "ECC not stated")


def test_a_share_that_came_again_rings_as_such() -> None:
    scene = scenes.one(acknowledged=True)
    scene.repeat(1044, 1_000, quiet=False)
    watch = scene.done()
    row = row_of(watch.book.incidents[1044], watch)
    assert (row.owner, row.owner_short, row.ringing) == ("SHARED AGAIN", "NEW", True)


def test_a_closed_incident_has_nothing_left() -> None:
    scene = scenes.one(acknowledged=True)
    scene.close(1044, 0, "M. Okafor", "TEST")
    watch = scene.done()
    assert row_of(watch.book.incidents[1044], watch).left == "closed"


def test_an_unverified_share_says_so_for_ever() -> None:
    scene = scenes.Scene()
    scene.share(1044, "+12175550143", 9_000, verified=False)
    watch = scene.done()
    assert row_of(watch.book.incidents[1044], watch).reason == "Signature not verified"


def test_a_held_incident_says_when_it_is_back_and_afterwards_that_it_is() -> None:
    watch = scenes.held().done()
    held = row_of(watch.book.incidents[1042], watch)
    assert (held.shape, held.priority.name, held.place) == (Shape.HELD, "P3", "Held, back in 1:24 · IL_0142")
    over = row_of(watch.book.incidents[1039], watch)
    assert (over.shape, over.reason, over.place) == (Shape.P2, "Hold ended", "IL_0167")
