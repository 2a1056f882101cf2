"""A center's own checklists: what is read, and a sentence for each mistake."""

import pytest

from app.core import paths
from app.domain.checklist import ORIGINS, Checklist, ChecklistAction, ChecklistStep, NotAdopted, read, wanted

WHOLE = """
[[checklist]]
name = " Shared call "
for = ["share"]
urgent = 2
[[checklist.step]]
id = "call-back"
words = " Call back "
note = "Who answered?"
deed = "capture"
[[checklist]]
name = "All"
[[checklist.step]]
id = "tell"
words = "Tell the ECC"
"""
FIRST = ChecklistStep(id="call-back", words="Call back", note="Who answered?", deed=ChecklistAction.CAPTURE)
SECOND = ChecklistStep(id="tell", words="Tell the ECC")


def test_a_file_becomes_checklists() -> None:
    assert read(WHOLE) == (
        Checklist(name="Shared call", origins=("share",), urgent=2, steps=(FIRST,)),
        Checklist(name="All", origins=ORIGINS, urgent=3, steps=(SECOND,)),
    )
    assert read("") == ()


@pytest.mark.parametrize(
    ("origin", "priority", "steps"),
    [("share", 1, (FIRST, SECOND)), ("share", 2, (FIRST, SECOND)), ("share", 3, (SECOND,)), ("center", 1, (SECOND,))],
)
def test_which_steps_an_incident_has(origin: str, priority: int, steps: tuple[ChecklistStep, ...]) -> None:
    lists = read(WHOLE)
    assert not isinstance(lists, NotAdopted)
    assert wanted(lists, origin, priority) == steps


STEP = '[[checklist.step]]\nid = "a"\nwords = "A"\n'
LIST = '[[checklist]]\nname = "L"\n'


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("=", "no TOML"),
        ("colour = 1", "'colour' means nothing here"),
        ("checklist = 1", "its own [[checklist]]"),
        ("checklist = [1]", "its own [[checklist]]"),
        ((LIST + STEP) * 21, "at most 20"),
        (LIST + "words = 1\n" + STEP, "Checklist 1: 'words'"),
        ("[[checklist]]\n" + STEP, "Checklist 1: name is a line"),
        (LIST + 'for = "share"\n' + STEP, "for is a list"),
        (LIST + "for = []\n" + STEP, "for is a list"),
        (LIST + 'for = ["moon"]\n' + STEP, "share, center, quarantine"),
        (LIST + "urgent = 4\n" + STEP, "urgent is 1, 2 or 3"),
        (LIST + "urgent = true\n" + STEP, "urgent is 1, 2 or 3"),
        (LIST, "write 1 to 30 steps"),
        (LIST + "step = 1", "write 1 to 30 steps"),
        (LIST + "step = [1, {id = 'a', words = 'A'}]", "write 1 to 30 steps"),
        (LIST + STEP * 31, "write 1 to 30 steps"),
        (LIST + STEP + STEP, "'a' stands twice"),
        (LIST + STEP + "x = 1", "Checklist 1, step 1: 'x'"),
        (LIST + '[[checklist.step]]\nid = "A b"\nwords = "A"', "small letters"),
        (LIST + '[[checklist.step]]\nid = 1\nwords = "A"', "small letters"),
        (LIST + '[[checklist.step]]\nid = "a"', "words is a line"),
        (LIST + '[[checklist.step]]\nid = "a"\nwords = "A\\u202eB"', "words is a line"),
        (LIST + STEP + 'note = ""', "note is a question"),
        (LIST + STEP + 'deed = "dance"', "deed is one of capture"),
    ],
)
def test_what_is_to_be_mended_is_said(text: str, said: str) -> None:
    found = read(text)
    assert isinstance(found, NotAdopted)
    assert any(said in one for one in found.problems), found.problems


def test_the_shipped_list_can_be_used_and_is_for_every_origin() -> None:
    lists = read((paths.resources() / "checklists" / "checklists.toml").read_text(encoding="utf-8"))
    assert not isinstance(lists, NotAdopted)
    assert all(wanted(lists, origin, 3) for origin in ORIGINS)
    assert len(wanted(lists, "share", 2)) > len(wanted(lists, "share", 3))
