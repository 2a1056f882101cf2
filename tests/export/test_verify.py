"""A bundle that is as it was exported, and each way in which one isn't."""

import collections.abc
import io
import json
import typing
import zipfile

import msgspec
import pytest

from app.domain.evidence import ChainHead, ChainPart, heads
from app.export import bundle, manifest, verify
from app.export.bundle import Bundle
from app.export.verify import KeptHead, NotIntactError
from tests.export.exported import WHOLE, evidence

Files = dict[str, bytes]
Change = collections.abc.Callable[[Files], None]
EVIDENCE = evidence()


@pytest.fixture(scope="module")
def made() -> Bundle:
    return bundle.make(EVIDENCE)


def unzipped(content: bytes) -> Files:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(files: Files) -> bytes:
    page = io.BytesIO()
    with zipfile.ZipFile(page, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return page.getvalue()


def seal(files: Files, **changes: object) -> None:
    """What a forger who knows the format does afterwards: make manifest and digest fit again."""
    listing = json.loads(files[manifest.NAME])
    names = [name for name in files if name not in {manifest.NAME, manifest.DIGEST_NAME}]
    listing["files"] = [msgspec.to_builtins(manifest.listed(name, files[name])) for name in names]
    listing.update(changes)
    files[manifest.NAME] = json.dumps(listing).encode()
    files[manifest.DIGEST_NAME] = manifest.digest_line(files[manifest.NAME])


def edit(files: Files, name: str, change: collections.abc.Callable[[typing.Any], None]) -> None:
    document = json.loads(files[name])
    change(document)
    files[name] = json.dumps(document).encode()


def test_a_bundle_is_intact_and_tells_how_far_that_is_proven(made: Bundle) -> None:
    checked = verify.check(made.content, KeptHead(manifest_sha256=made.manifest_sha256, head=EVIDENCE.head))
    assert checked.events == len(WHOLE)
    assert checked.manifest.incident == 1001
    assert checked.manifest_sha256 == made.manifest_sha256
    assert checked.head_compared


def test_it_holds_every_form(made: Bundle) -> None:
    assert {name.partition("/")[0] for name in unzipped(made.content)} == {
        *("report.pdf", "timeline.json", "track.geojson", "track.kml", "fixes.csv", "chain.json"),
        *("requests", "manifest.json", "manifest.sha256"),
    }


def test_the_same_evidence_gives_the_same_bundle(made: Bundle) -> None:
    assert bundle.make(EVIDENCE).manifest_sha256 == made.manifest_sha256


def test_a_head_outside_of_the_part_is_not_compared(made: Bundle) -> None:
    later = ChainHead(seq=10_000, digest=bytes(32))
    assert not verify.check(made.content, KeptHead(head=later)).head_compared


def change_a_file(files: Files) -> None:
    files["fixes.csv"] += b"14,2026\r\n"


def change_the_manifest(files: Files) -> None:
    edit(files, manifest.NAME, lambda listing: listing.update(incident=1002))


def remove_an_event(files: Files) -> None:
    edit(files, bundle.TIMELINE, lambda told: told["events"].pop(3))
    seal(files)


def remove_an_event_from_the_chain_too(files: Files) -> None:
    edit(files, bundle.TIMELINE, lambda told: told["events"].pop(3))
    edit(files, bundle.CHAIN, lambda part: part["rows"].pop(4))
    seal(files)


def hide_an_event(files: Files) -> None:
    edit(files, bundle.TIMELINE, lambda told: told["events"].pop(3))
    edit(files, bundle.CHAIN, lambda part: part["rows"].__setitem__(4, [1002, part["rows"][1][1]]))
    seal(files)


def change_a_time(files: Files) -> None:
    edit(files, bundle.TIMELINE, lambda told: told["events"][2].update(at=1))
    seal(files)


def change_the_environment(files: Files) -> None:
    edit(files, bundle.TIMELINE, lambda told: told.update(environment="production"))
    seal(files)


def name_another_journal(files: Files) -> None:
    edit(files, bundle.CHAIN, lambda part: part["identity"].update(environment="production"))
    seal(files)


def name_another_head(files: Files) -> None:
    seal(files, head=f"{EVIDENCE.head.seq}:{'00' * 32}")


def remove_the_chain(files: Files) -> None:
    del files[bundle.CHAIN]
    seal(files)


def remove_a_file(files: Files) -> None:
    del files["report.pdf"]


def add_a_file(files: Files) -> None:
    files["note.txt"] = b"trust me"


def remove_the_manifest(files: Files) -> None:
    del files[manifest.NAME]


def come_from_a_newer_program(files: Files) -> None:
    seal(files, format=2)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (change_a_file, "fixes.csv was changed"),
        (change_the_manifest, "manifest.json was changed"),
        (remove_an_event, "tells something else where the chain has event 5"),
        (remove_an_event_from_the_chain_too, "chain.json has event"),
        (hide_an_event, "chain.json does not lead"),
        (change_a_time, "tells something else"),
        (change_the_environment, "another incident or environment"),
        (name_another_journal, "another journal"),
        (name_another_head, "does not end at the head"),
        (remove_the_chain, "chain.json is missing"),
        (remove_a_file, "report.pdf is missing"),
        (add_a_file, "'note.txt' was added"),
        (remove_the_manifest, "There is no manifest.json"),
        (come_from_a_newer_program, "format 2"),
    ],
)
def test_a_changed_bundle_is_refused(made: Bundle, change: Change, words: str) -> None:
    files = unzipped(made.content)
    change(files)
    with pytest.raises(NotIntactError, match=words):
        verify.check(zipped(files), KeptHead())


def test_a_forged_text_is_seen_against_the_kept_digest_only(made: Bundle) -> None:
    files = unzipped(made.content)
    edit(files, bundle.TIMELINE, lambda told: told["events"][10]["body"].update(text="he left"))
    seal(files)
    verify.check(zipped(files), KeptHead())
    with pytest.raises(NotIntactError, match="not the one whose digest was kept"):
        verify.check(zipped(files), KeptHead(manifest_sha256=made.manifest_sha256))


def test_another_chain_is_seen_against_a_kept_head(made: Bundle) -> None:
    with pytest.raises(NotIntactError, match="not the one that the kept head"):
        verify.check(made.content, KeptHead(head=ChainHead(seq=3, digest=bytes(32))))


def test_the_beginning_of_the_incident_must_be_there() -> None:
    headless = bundle.make(msgspec.structs.replace(EVIDENCE, part=_without_beginning()))
    with pytest.raises(NotIntactError, match="lacks the beginning"):
        verify.check(headless.content, KeptHead())


def _without_beginning() -> ChainPart:
    part = EVIDENCE.part
    return msgspec.structs.replace(part, start=list(heads(part))[1], rows=part.rows[1:])


@pytest.mark.parametrize("content", [b"", b"no zip", b"PK\x05\x06" + bytes(18)])
def test_what_is_no_bundle_is_refused(content: bytes) -> None:
    with pytest.raises(NotIntactError):
        verify.check(content, KeptHead())


def test_a_bundle_that_unpacks_to_too_much_is_refused_unread(monkeypatch: pytest.MonkeyPatch, made: Bundle) -> None:
    monkeypatch.setattr(verify, "MOST_BYTES", 1000)
    with pytest.raises(NotIntactError, match="more than any bundle"):
        verify.check(made.content, KeptHead())


def test_one_name_twice_is_refused(made: Bundle) -> None:
    page = io.BytesIO(made.content)
    with zipfile.ZipFile(page, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("fixes.csv", b"another")
    with pytest.raises(NotIntactError, match="one name twice"):
        verify.check(page.getvalue(), KeptHead())
