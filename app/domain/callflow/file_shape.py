"""The shape of a callflow definition file, as JSON Schema 2020-12; ``definition_file`` checks what lies behind it."""

import typing

from app.domain.callflow.definition import NumberStyle, Party, PhoneStyle, Solution, StepKind
from app.domain.callflow.two_way_voice import LONGEST_WAIT_S

_TEXT: typing.Final = {"type": "string", "minLength": 1, "maxLength": 200}
_VERBS: typing.Final = {"type": "array", "items": _TEXT, "uniqueItems": True}


def _object(properties: dict[str, object], required: list[str]) -> dict[str, object]:
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}


STEP: typing.Final = _object(
    {
        "kind": {"enum": [kind.value for kind in StepKind]},
        "title": _TEXT,
        "note": _TEXT,
        "otherwise": _TEXT,
        "calls": {"enum": [party.value for party in Party]},
        "phone": {"type": "string", "pattern": "^[0-9]{10}$"},
        "seconds": {"type": "integer", "minimum": 1, "maximum": LONGEST_WAIT_S},
    },
    ["kind", "title"],
)
MILESTONE: typing.Final = _object(
    {"title": _TEXT, "hint": _TEXT, "verbs": {**_VERBS, "minItems": 1}, "ends": _VERBS}, ["title", "verbs"]
)
FILE: typing.Final = _object(
    {
        "watchfloor_callflow": {"const": 1},
        "callflow": _TEXT,
        "title": _TEXT,
        "description": {"type": "string", "maxLength": 2000},
        "solution": {"enum": [solution.value for solution in Solution]},
        "phone_style": {"enum": [style.value for style in PhoneStyle]},
        "number_style": {"enum": [style.value for style in NumberStyle]},
        "steps": {"type": "array", "items": STEP, "minItems": 1, "maxItems": 40},
        "milestones": {"type": "array", "items": MILESTONE, "maxItems": 40},
        "variables": {"type": "object"},
    },
    ["watchfloor_callflow", "callflow", "title", "solution", "phone_style", "number_style", "steps", "variables"],
)
"""``watchfloor_callflow`` is the format's version."""
