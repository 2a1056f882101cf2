"""Warnings that a share carries, as sentences: what is odd and what to do (docs/contract.md#3.5)."""

from app.console.look.plain_text import one_line


def warning(code: str) -> str:
    """A warning's sentence; one of a newer station is shown as its code."""
    known = {
        "country_code_assumed": "Country code 1 is assumed. The number came without one.",
        "phone_invalid": "The number is not in any numbering plan. A call back may not connect.",
        "phone_without_service": "A phone without service: it can't be called back.",
        "location_invalid": "A location came that can't be one. Ask the ECC where the caller is.",
        "location_missing": "No location came with the share. Ask the ECC where the caller is.",
        "bounding_box_unreadable": "The jurisdiction box could not be read. See Raw.",
        "outside_jurisdiction": "The location lies outside the box of the ECC that shared it.",
        "ecc_missing": "The share does not say which ECC sent it.",
        "ecc_not_listed": "This ECC is not on the center's list of agencies.",
    }
    return known.get(code, f"Warning: {one_line(code)}")
