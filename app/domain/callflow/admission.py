"""The station's own look at a confirmed request, before it may be sent: nothing but what a form can make passes."""

import msgspec

from app.domain.callflow import limits, wire
from app.domain.callflow.definition import Definition, Kind, Variable
from app.domain.callflow.json_text import NotStrictJson, Path, read_located
from app.domain.callflow.request import Admitted, Request, of_text
from app.domain.callflow.tree import leaves
from app.domain.callflow.wire import Scalar
from app.domain.callflow.wording import Sentence, say


def admit(definition: Definition, untrusted_text: str, untrusted_sha256: str) -> Admitted | Sentence:
    """The request, or why it is not one that this definition's form makes."""
    request = of_text(untrusted_text) if untrusted_text.isprintable() else None
    if request is None or request.sha256 != untrusted_sha256:
        return say("The request changed on its way here. Open the form again and confirm anew")
    try:
        content = read_located(untrusted_text).value
    except NotStrictJson:
        return say("The request is not JSON. Open the form again and confirm anew")
    if not isinstance(content, dict) or set(content) != {"callflow", "variables"}:
        return say("The request holds something else than a callflow and its variables")
    if content["callflow"] != definition.callflow:
        return say("The request is for another callflow than {title}", title=definition.title)
    return _checked(definition, request, content["variables"])


def _checked(definition: Definition, request: Request, variables: object) -> Admitted | Sentence:
    meanings = _meanings(definition, variables)
    if isinstance(meanings, Sentence):
        return meanings
    for path, sentence in limits.broken(definition, meanings).items():
        return say("{path}: {sentence}", path=".".join(map(str, path)), sentence=sentence)
    if not _on_earth(definition, meanings):
        return say("The location is not on Earth")
    by_kind = {variable.kind: meanings.get(variable.path) for variable in definition.variables}
    return msgspec.convert(
        {
            "request": request,
            "phone": by_kind[Kind.CALLER_PHONE],
            "latitude": by_kind[Kind.LATITUDE],
            "longitude": by_kind[Kind.LONGITUDE],
            "uncertainty_m": by_kind[Kind.UNCERTAINTY],
            "event_id": by_kind.get(Kind.EVENT_ID),
        },
        Admitted,
    )


def _meanings(definition: Definition, variables: object) -> dict[Path, Scalar] | Sentence:
    """What each sent scalar means, by its path."""
    known: dict[Path, Variable] = {variable.path: variable for variable in definition.variables}
    meanings: dict[Path, Scalar] = {}
    for path, untrusted in leaves(variables):
        variable = known.get(path)
        meaning = None if variable is None else wire.meant(variable, untrusted)
        if meaning is None:
            return say("{path} is not what this callflow takes", path=".".join(map(str, path)))
        meanings[path] = meaning
    return meanings


def _on_earth(definition: Definition, meanings: dict[Path, Scalar]) -> bool:
    limits_of = {Kind.LATITUDE: 90, Kind.LONGITUDE: 180}
    return all(abs(float(meanings[definition.only(kind).path])) <= limit for kind, limit in limits_of.items())
