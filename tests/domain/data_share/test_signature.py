import pytest

from app.domain.data_share.signature import Signature, judge, sign

BODY = b'{"access_token": "t"}'
SECRET = "watchfloor-test-secret"
DIGEST = "d46eeecd26868c842febaaa6892dc89c3c4da237"


def test_signs_the_raw_bytes() -> None:
    assert sign(BODY, SECRET) == DIGEST


@pytest.mark.parametrize(
    ("header", "verdict"),
    [
        (DIGEST, Signature.GOOD),
        (DIGEST.upper(), Signature.GOOD),
        (f"sha1={DIGEST}", Signature.GOOD),
        (f" {DIGEST} ", Signature.GOOD),
        (f"sha256={DIGEST}", Signature.BAD),
        (f"sha1=sha1={DIGEST}", Signature.BAD),
        (DIGEST[:-1], Signature.BAD),
        (DIGEST + "0", Signature.BAD),
        ("0" * 40, Signature.BAD),
        ("\N{FULLWIDTH DIGIT ZERO}" * 40, Signature.BAD),
        ("", Signature.BAD),
        (None, Signature.MISSING),
    ],
)
def test_verdicts(header: str | None, verdict: Signature) -> None:
    assert judge(BODY, header, [SECRET]) is verdict


def test_the_current_and_the_next_secret_are_both_tried() -> None:
    assert judge(BODY, DIGEST, ["another", SECRET]) is Signature.GOOD
    assert judge(BODY, DIGEST, [SECRET, "another"]) is Signature.GOOD


@pytest.mark.parametrize("secrets", [[], [""]])
@pytest.mark.parametrize("header", [None, DIGEST, sign(BODY, "")])
def test_without_a_secret_nothing_is_verified(secrets: list[str], header: str | None) -> None:
    assert judge(BODY, header, secrets) is Signature.NO_SECRET
