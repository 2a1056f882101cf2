"""Requests as an HTTP archive: what tools need is there, what is secret is not."""

import json

import msgspec

from app.export import har
from tests.shots import requests


def test_an_entry_has_what_the_format_asks_for() -> None:
    log = json.loads(har.as_har([requests.WORDS]))["log"]
    (entry,) = log["entries"]
    assert log["version"] == "1.2"
    assert entry["startedDateTime"] == "2026-11-22T01:13:11+00:00"
    assert entry["time"] == 3.4
    assert entry["request"]["method"] == "POST"
    assert entry["request"]["postData"]["mimeType"] == "application/json"
    assert {"name": "Authorization", "value": "[masked]"} in entry["request"]["headers"]
    assert entry["response"]["status"] == 200
    assert set(entry["timings"]) == {"send", "wait", "receive"}
    assert "token cut out" in entry["comment"]


def test_what_was_not_measured_says_so() -> None:
    stored = msgspec.structs.replace(
        requests.WORDS, request=requests.LIST.requests[-1], untrusted_text="", request_sha256="", untrusted_headers=()
    )
    (entry,) = json.loads(har.as_har([stored]))["log"]["entries"]
    assert (entry["time"], entry["request"]["bodySize"]) == (0, -1)
    assert "postData" not in entry["request"]


def test_json_holds_everything_that_was_told() -> None:
    told = json.loads(har.as_json([requests.WORDS]))
    assert told["requests"][0]["request_sha256"] == "9f3c" * 16
