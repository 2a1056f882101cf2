"""The onboarding sheet as text, as it goes into a mail or beside RapidSOS's form (docs/contract.md#3.6)."""

import textwrap

from app.domain.onboarding.checks import problems
from app.domain.onboarding.sheet import LABELS, Sheet, value

TITLE = "RapidSOS Data Share: onboarding sheet"
SECRET_LABEL = "Secret Key"  # noqa: S105 a label, no secret
SECRET_WORDS = "Handed over apart from this sheet, once. It signs every share (X-RapidSOS-Signature)."  # noqa: S105 as above
SUPPLEMENT = "Watchfloor shows supplemental data, never in place of ALI. It is not made or endorsed by RapidSOS."
_LABEL = 26
_WIDTH = 100


def rows(sheet: Sheet) -> list[tuple[str, str]]:
    """Label and text of every field, the secret key's place included; what is missing says so."""
    typed = [(label, value(sheet, name).strip() or "(missing)") for name, label in LABELS.items()]
    return [*typed, (SECRET_LABEL, SECRET_WORDS)]


def open_questions(sheet: Sheet) -> list[str]:
    """A sentence for each thing that has to be mended before the sheet is handed over."""
    return [problem.sentence for problem in problems(sheet)]


def as_text(sheet: Sheet) -> str:
    """The whole sheet in lines of up to 100 characters."""
    lines = [TITLE, "=" * len(TITLE), ""]
    for label, text in rows(sheet):
        first, *rest = textwrap.wrap(text, _WIDTH - _LABEL) or [""]
        lines += [f"{label:<{_LABEL}}{first}", *(" " * _LABEL + line for line in rest)]
    if questions := open_questions(sheet):
        lines += ["", "Not ready to be handed over:", *(f"- {question}" for question in questions)]
    return "\n".join([*lines, "", SUPPLEMENT, ""])
