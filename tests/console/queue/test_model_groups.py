from app.console.queue.model import group_marks
from tests.console.conftest import Open
from tests.shots import scenes


def test_rows_of_one_phone_then_of_one_ecc_are_marked() -> None:
    scene = scenes.Scene()
    for number, phone, ecc in (
        (1, "+12175550101", "IL_0142"),
        (2, "+12175550101", "IL_0167"),
        (3, "+12175550103", "IL_0142"),
        (4, None, "MO_0031"),
        (5, "+12175550105", None),
    ):
        scene.share(number, phone, 9_000, ecc=ecc)
    marks = group_marks(scene.done().book.open_incidents)
    assert marks == {1: "1 of 2, this phone", 2: "1 of 2, this phone", 3: "1 of 2, this ECC"}


def test_a_flood_marks_its_groups_and_hides_nothing(opened: Open) -> None:
    window = opened(scenes.storm())
    assert len(window.queue.model.numbers) == 14
    assert sorted(set(window.queue.model.marks.values())) == ["1 of 4, this ECC", "1 of 5, this ECC"]
    index = window.queue.model.index(0)
    assert "this ECC" in index.data()
    quiet = opened(scenes.flood())
    assert quiet.queue.model.marks == {}
