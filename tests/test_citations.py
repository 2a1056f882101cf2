"""Every citation leads somewhere: ``docs/NAME.md#PLACE``, links between documents, and no other form.

A place is a heading, by its number or by the name that hosts of Markdown give it, or a rule in a list or table that
carries its own number (``- **5.5.6** ...``, ``| c-7 | ...``). More places of one file follow: ``#c-6 to #c-9``.
"""

import functools
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.test_house import ROOT, named, tracked

ROOMS = ("app", "tests", "devtools", "packaging", "resources", "docs")
MANUAL = ROOT / "resources" / "manual"
PLACE = r"#[\w.-]*\w"
CITATION = re.compile(rf"(?<![\w/])docs/([\w/.-]+\.md)((?:{PLACE}(?:(?:, | and | to )(?=#\w))?)*)")
LINK = re.compile(r"\]\(([^()\s]+)\)")
HEADING = re.compile(r"^#{1,6} (.+)$")
RULE = re.compile(r"^(?:- \*\*([\w.-]+)\*\* |\| (\w+-\d+) \| )")
NUMBERED = re.compile(r"^(\w\d?|\d+(?:\.\d+)*)\.? ")
FENCE = re.compile(r"^\s*(```|~~~)")

# Put together here, so that this file does not hold what it forbids.
OLD_FORMS = re.compile(
    r"\bcontract [0-9]|\brapidsos" + r"\.md \d"
    r"|(?<![\w/.\[\](-])\(?(?:operator|screens|design|measured)" + r"\.md\b|\bseeds" + r"/|\b[Ii]ssue" + r" [0-9]"
)


def texts(*rooms: str) -> Iterator[tuple[Path, str]]:
    """Every tracked file of text in ``rooms``, or in the whole repository without any."""
    for file in tracked():
        if rooms and named(file).partition("/")[0] not in rooms:
            continue
        content = file.read_bytes()
        if b"\0" not in content:
            yield file, content.decode("utf-8", errors="replace")


def unfenced(text: str) -> Iterator[str]:
    """The lines of a Markdown text outside its fenced blocks."""
    inside = False
    for line in text.splitlines():
        if FENCE.match(line):
            inside = not inside
        elif not inside:
            yield line


def slug(heading: str) -> str:
    """The anchor that hosts of Markdown give a heading."""
    return re.sub(r"[^\w\- ]", "", re.sub(r"[`*]", "", heading).lower()).replace(" ", "-")


@functools.cache
def anchors(file: Path) -> frozenset[str]:
    headings = [found[1] for line in unfenced(file.read_text(encoding="utf-8")) if (found := HEADING.match(line))]
    return frozenset(slug(heading) for heading in headings)


@functools.cache
def places(file: Path) -> frozenset[str]:
    """What a citation may name in a document: headings by number or anchor, and numbered rules."""
    found = set(anchors(file))
    for line in unfenced(file.read_text(encoding="utf-8")):
        if heading := HEADING.match(line):
            found |= {number[1] for number in [NUMBERED.match(heading[1])] if number}
        elif rule := RULE.match(line):
            found.add(rule[1] or rule[2])
    return frozenset(found)


def astray(text: str) -> list[str]:
    """The citations in ``text`` that lead nowhere."""
    lost = []
    for cited in CITATION.finditer(text):
        file = ROOT / "docs" / cited[1]
        wanted = [place.rstrip(", ").split(" ")[0].removeprefix("#") for place in cited[2].split(" ") if "#" in place]
        if not file.is_file() or any(place not in places(file) for place in wanted):
            lost.append(cited[0])
    return lost


def test_every_citation_names_a_place_that_exists() -> None:
    lost = {named(file): wrong for file, text in texts(*ROOMS) if file != Path(__file__) and (wrong := astray(text))}
    assert lost == {}


def test_citations_are_found_at_all() -> None:
    assert sum(len(CITATION.findall(text)) for _file, text in texts("app")) > 200


def test_no_citation_has_an_old_form() -> None:
    found = [
        f"{named(file)}:{number} {line.strip()[:80]}"
        for file, text in texts(*ROOMS, "pyproject.toml", "README.md", "CONTRIBUTING.md", "SECURITY.md")
        for number, line in enumerate(text.splitlines(), 1)
        if OLD_FORMS.search(line)
    ]
    assert found == []


def aimed_at(file: Path, name: str) -> Path:
    """The file that a link means; in the manual pages go by their names, without folder and number."""
    if not name or MANUAL not in file.parents:
        return (file.parent / name).resolve() if name else file
    pages = [page for page in MANUAL.rglob("*.*") if page.name.lstrip("0123456789-") == name]
    return pages[0] if len(pages) == 1 else MANUAL / name


def broken(file: Path) -> list[str]:
    """The relative links of a document that lead to no file, or to no heading in it."""
    wrong = []
    for target in LINK.findall("\n".join(unfenced(file.read_text(encoding="utf-8")))):
        if "://" in target or target.startswith("mailto:"):
            continue
        name, _, heading = target.partition("#")
        aim = aimed_at(file, name)
        if not aim.exists() or (heading and (aim.suffix != ".md" or heading not in anchors(aim))):
            wrong.append(target)
    return wrong


def test_links_between_documents_lead_somewhere() -> None:
    documents = [file for file in tracked() if file.suffix == ".md"]
    assert {named(file): wrong for file in documents if (wrong := broken(file))} == {}


@pytest.mark.parametrize("text", ["docs/contract.md#99", "docs/contract.md#4.5, #99", "docs/none.md", "docs/x.md#1"])
def test_a_citation_astray_is_seen(text: str) -> None:
    assert astray(text) != []


@pytest.mark.parametrize("text", ["docs/contract.md#4.5, #8", "docs/operator.md#c-6 to #c-9", "docs/contract.md#5.5.6"])
def test_a_good_citation_is_let_through(text: str) -> None:
    assert astray(text) == []


def test_a_broken_link_is_seen(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("# Here\n[a](#here) [b](page.md#there) [c](gone.md) [d](https://example.org/x)\n", encoding="utf-8")
    assert broken(page) == ["page.md#there", "gone.md"]
