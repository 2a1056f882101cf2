"""Dispositions in words; the codes are the domain's."""

from PySide6.QtCore import QCoreApplication

from app.console.look.plain_text import one_line

translate = QCoreApplication.translate


def disposition(code: str) -> str:
    """What a code means; one of a newer station is shown as it is."""
    known = {
        "HANDED_TO_ECC": translate("Dispositions", "Handed to the ECC"),
        "NO_EMERGENCY": translate("Dispositions", "No emergency"),
        "FALSE_ALARM": translate("Dispositions", "False alarm"),
        "CALLER_SAFE": translate("Dispositions", "Caller is safe"),
        "DUPLICATE": translate("Dispositions", "Duplicate of another incident"),
        "UNABLE_TO_REACH": translate("Dispositions", "Unable to reach the caller"),
        "TEST": translate("Dispositions", "Test"),
        "OTHER": translate("Dispositions", "Other, in words below"),
    }
    return known.get(code, one_line(code))
