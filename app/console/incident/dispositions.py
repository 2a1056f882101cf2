"""Dispositions in words; the codes are the domain's."""

from app.console.look.plain_text import one_line


def disposition(code: str) -> str:
    """What a code means; one of a newer station is shown as it is."""
    known = {
        "HANDED_TO_ECC": "Handed to the ECC",
        "NO_EMERGENCY": "No emergency",
        "FALSE_ALARM": "False alarm",
        "CALLER_SAFE": "Caller is safe",
        "DUPLICATE": "Duplicate of another incident",
        "UNABLE_TO_REACH": "Unable to reach the caller",
        "TEST": "Test",
        "OTHER": "Other, in words below",
    }
    return known.get(code, one_line(code))
