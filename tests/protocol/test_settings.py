"""A set of proofs is good only when something was tried and all of it was seen."""

from app.protocol.settings import CheckResult, CheckResults


def proof(good: bool | None) -> CheckResult:
    return CheckResult(what="It works", good=good, seen="")


def test_only_what_was_tried_and_seen_is_good() -> None:
    assert CheckResults(at=1, proofs=(proof(good=True), proof(good=True))).good
    assert not CheckResults(at=1, proofs=()).good
    assert not CheckResults(at=1, proofs=(proof(good=True), proof(good=None))).good
    assert not CheckResults(at=1, proofs=(proof(good=False),)).good
