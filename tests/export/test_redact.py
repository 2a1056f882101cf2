"""What leaves this center: no token, no hidden field, and outside text as plain text in every form."""

import csv
import io
import json
import zipfile
from xml.etree.ElementTree import XML

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.callflow.status import HttpCallback
from app.domain.incident.envelope import ERASED, Record
from app.domain.incident.events import AnyEvent, FormSaved, HttpCallbackReceived, Moved, NoteAdded, ShareSplit
from app.export import bundle, geo, plain, redact
from app.export.geo import NAMESPACE
from tests.domain.incident.journalled import T0
from tests.export.exported import HIDDEN, SHARE, TOKEN, WHOLE, evidence, fix, record

CALLBACK = HttpCallback(flow=None, untrusted_parameters=(("access_token", TOKEN), ("state", "x")), digest="d")


def everything(*events: AnyEvent) -> bytes:
    made = bundle.make(evidence(*events))
    with zipfile.ZipFile(io.BytesIO(made.content)) as archive:
        return b"\n".join(archive.read(name) for name in archive.namelist())


def test_no_hidden_field_and_no_token_leaves() -> None:
    callback = HttpCallbackReceived(callback=CALLBACK, received_at=T0, trigger=None)
    out = everything(*WHOLE, callback, FormSaved(definition="d", answers="{}"))
    assert b"Penicillin" in out
    assert HIDDEN.encode() not in out
    assert TOKEN.encode() not in out


def test_a_split_share_tells_no_more_than_the_share_itself() -> None:
    history = tuple(
        Moved(seq=one.seq, at=one.at, kind=one.kind, version=one.version, body=one.body)
        for one in (record(seq, event) for seq, event in enumerate(WHOLE[:5], 1))
    )
    digest = SHARE.request_sha256
    split = ShareSplit(taken_from=1000, share=SHARE.share, request_sha256=digest, last_receipt=T0, history=history)
    out = everything(split)
    assert b"Penicillin" in out
    assert HIDDEN.encode() not in out
    assert TOKEN.encode() not in out
    raw = redact.request(record(7, split))
    assert raw is not None
    assert (raw.name, raw.content) == ("requests/000007-share.json", SHARE.untrusted_body.encode())
    assert redact.request(record(7, msgspec.structs.replace(split, history=()))) is None


def test_the_request_stands_in_a_file_of_its_own_as_it_came() -> None:
    with zipfile.ZipFile(io.BytesIO(bundle.make(evidence()).content)) as archive:
        assert archive.read("requests/000001-share.json") == SHARE.untrusted_body.encode()
        assert archive.read("requests/000008-trigger.json") == b'{"callflow":"DataConnect"}'
        events = json.loads(archive.read("timeline.json"))["events"]
    assert events[0]["body"]["request_file"] == "requests/000001-share.json"
    assert "untrusted_body" not in events[0]["body"]
    assert "request" not in events[6]["body"]["confirmed"]


@pytest.mark.parametrize(
    ("one", "body"),
    [
        (Record(seq=1, at=T0, kind="ShareReceived", version=1, unreadable="damaged"), {"unreadable": "damaged"}),
        (Record(seq=1, at=T0, kind="ShareReceived", version=1, body=ERASED), {"erased": True}),
        (Record(seq=1, at=T0, kind="FaceSeen", version=1, body=msgspec.Raw(b'{"face": 1}')), {"unknown": True}),
    ],
)
def test_what_cannot_be_told_says_why(one: Record, body: object) -> None:
    assert redact.body(one) == body
    assert redact.request(one) is None


def test_secrets_are_cut_out_by_their_names_at_any_depth() -> None:
    held = {"a": [{"client_secret": "s"}, ["Authorization", "Bearer x"], ["name", "value"]], "token": 5}
    assert redact.without_secrets(held) == {
        "a": [{"client_secret": redact.CUT}, ["Authorization", redact.CUT], ["name", "value"]],
        "token": 5,
    }


@given(st.text())
def test_text_of_any_kind_is_plain_everywhere(text: str) -> None:
    given_text = text.encode(errors="replace").decode()
    seen = evidence(SHARE, fix(0, address=given_text, reported_source=given_text), NoteAdded(text=given_text))
    XML(geo.kml(seen.incident))
    json.loads(geo.geojson(seen.incident))
    noted = json.loads(bundle.timeline_json(seen))["events"][2]["body"]["text"]
    assert noted == given_text
    rows = list(csv.reader(io.StringIO(bundle.fixes_csv(seen.incident).decode("utf-8-sig"), newline="")))
    assert len(rows) == 2
    assert len(rows[1]) == len(bundle.COLUMNS)
    assert not rows[1][bundle.COLUMNS.index("address")].startswith(("=", "+", "@"))


@pytest.mark.parametrize("text", ["=1+1", "+12175550143", "-2", "@x", " =1"])
def test_no_cell_is_a_formula(text: str) -> None:
    assert plain.cell(text).startswith("'")


def test_nothing_invisible_is_left() -> None:
    assert plain.line("a\u202eb\x00\ufffe\nc") == "a⟨U+202E⟩b⟨U+0000⟩⟨U+FFFE⟩ c"
    assert plain.line("a\u3164\u2800\u034fb") == "a⟨U+3164⟩⟨U+2800⟩⟨U+034F⟩b"


def test_the_track_has_each_fix_and_the_way_between() -> None:
    incident = evidence().incident
    features = json.loads(geo.geojson(incident))["features"]
    assert [one["geometry"]["type"] for one in features] == ["Point", "Point", "LineString"]
    assert features[0]["geometry"]["coordinates"] == [-89.64, 39.8]
    assert features[0]["properties"]["fixed_at"] == "2026-11-22T00:00:00.000Z"
    marks = XML(geo.kml(incident)).findall(f".//{{{NAMESPACE}}}Placemark")
    assert len(marks) == 3


def test_a_fix_without_time_and_radius_says_so() -> None:
    incident = evidence(SHARE, fix(0, fixed_at=None, uncertainty_m=None)).incident
    assert b"accuracy unknown" in geo.kml(incident)
    assert json.loads(geo.geojson(incident))["features"][0]["properties"]["fixed_at"] is None


@pytest.mark.parametrize("form", bundle.FORMATS)
def test_every_form_can_be_made_of_the_least_incident(form: str) -> None:
    made = bundle.export(evidence(records=(record(1, SHARE),)), form)
    assert made.content
    assert (made.manifest_sha256 is not None) is (form == bundle.BUNDLE)
