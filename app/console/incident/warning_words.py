"""Warnings that a share carries, as sentences: what is odd and what to do (docs/contract.md#3.5)."""

from PySide6.QtCore import QCoreApplication

from app.console.look.plain_text import one_line

translate = QCoreApplication.translate


def warning(code: str) -> str:
    """A warning's sentence; one of a newer station is shown as its code."""
    known = {
        "country_code_assumed": translate("Warnings", "Country code 1 is assumed. The number came without one."),
        "phone_invalid": translate("Warnings", "The number is not in any numbering plan. A call back may not connect."),
        "phone_without_service": translate("Warnings", "A phone without service: it can't be called back."),
        "location_invalid": translate(
            "Warnings", "A location came that can't be one. Ask the ECC where the caller is."
        ),
        "location_missing": translate("Warnings", "No location came with the share. Ask the ECC where the caller is."),
        "bounding_box_unreadable": translate("Warnings", "The jurisdiction box could not be read. See Raw."),
        "outside_jurisdiction": translate("Warnings", "The location lies outside the box of the ECC that shared it."),
        "ecc_missing": translate("Warnings", "The share does not say which ECC sent it."),
        "ecc_not_listed": translate("Warnings", "This ECC is not on the center's list of agencies."),
    }
    return known.get(code, translate("Warnings", "Warning: {code}").format(code=one_line(code)))
