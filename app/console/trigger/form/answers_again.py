"""The answers behind a request that was sent before, to fill a form as it was for sending again as new."""

import json

from app.domain.callflow.answers import Answer, Answers
from app.domain.callflow.definition import Definition
from app.domain.callflow.field import fields
from app.domain.callflow.tree import leaves

YES_NO = {True: "yes", False: "no"}


def answers_again(definition: Definition, request: str) -> Answers:
    """Each field's text as it would have to be typed; ``request`` is text that this program once composed."""
    sent = dict(leaves(json.loads(request)["variables"]))
    found = {}
    for field in fields(definition):
        texts = [_text(sent.get(variable.path)) for variable in field.variables]
        if all(texts):
            found[field.key] = Answer(text=", ".join(texts))
    return found


def _text(value: object) -> str:
    if value is None:
        return ""
    return YES_NO[value] if isinstance(value, bool) else str(value)
