"""Ids from RapidSOS: opaque texts, whatever JSON type they came in."""

LONGEST_ID = 400


def identity(untrusted: object) -> str | None:
    """The id as text; None when it is absent, blank, longer than 400 characters or not a text or whole number."""
    if isinstance(untrusted, int) and not isinstance(untrusted, bool):
        untrusted = str(untrusted)
    if not isinstance(untrusted, str) or not untrusted.strip() or len(untrusted) > LONGEST_ID:
        return None
    return untrusted
