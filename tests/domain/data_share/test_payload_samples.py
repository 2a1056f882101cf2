import json
import pathlib
import typing

import pytest

from app.domain.data_share import payload, signature

SAMPLES = pathlib.Path(__file__).parents[2] / "samples" / "datashare"
EXPECTED = json.loads((SAMPLES / "expected.json").read_text(encoding="utf-8"))


def _status(body: bytes, header: str | None) -> int:
    if signature.judge(body, header, [EXPECTED["secret"]]) is not signature.Signature.GOOD:
        return 401
    return 400 if isinstance(payload.parse(body), payload.MalformedShare) else 200


def _told(share: payload.DataShare) -> dict[str, typing.Any]:
    return {
        "phone": share.phone and share.phone.e164,
        "alert_id": share.alert_id,
        "place": share.place is not None,
        "box": share.box is not None,
        "ecc": share.ecc,
        "warnings": list(share.warnings),
    }


def test_every_sample_is_expected() -> None:
    assert {path.name for path in SAMPLES.iterdir()} == {*EXPECTED["samples"], "expected.json"}


@pytest.mark.parametrize("name", EXPECTED["samples"])
def test_sample(name: str) -> None:
    expected = dict(EXPECTED["samples"][name])
    body = (SAMPLES / name).read_bytes()
    status = expected.pop("status")
    assert _status(body, expected.pop("signature")) == status
    if status == 200:
        share = payload.parse(body)
        assert isinstance(share, payload.DataShare)
        assert share.access_token not in share.untrusted_body
        told = _told(share)
        assert {key: told[key] for key in expected} == expected
