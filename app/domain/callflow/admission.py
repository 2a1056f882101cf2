"""The station's check of a confirmed request before it is sent: only what the callflow's form can make is admitted."""

import collections.abc

import jsonschema
import msgspec

from app.domain.callflow import request as callflow_request
from app.domain.callflow.definition import Definition, Sentence, Variable, VariableKind, say
from app.domain.callflow.located_json import NotStrictJson, Path, read_located
from app.domain.callflow.request import Admitted, Scalar, TriggerRequest, grow, leaves, of_text, sent_paths
from app.domain.callflow.schema import mismatches, missing, path_of

NEEDED = say("Needed")

_SENTENCES = {
    "minLength": "{limit} characters at least",
    "maxLength": "{limit} characters at most",
    "minimum": "{limit} or more",
    "maximum": "{limit} or less",
    "exclusiveMinimum": "More than {limit}",
    "exclusiveMaximum": "Less than {limit}",
    "enum": "One of {limit}",
    "pattern": "Not in the form that this callflow takes",
}


def broken(definition: Definition, meanings: collections.abc.Mapping[Path, Scalar]) -> dict[Path, Sentence]:
    """The first thing wrong with each variable, by its path in the definition; empty when all is well."""
    paths = [variable.path for variable in definition.variables]
    sent = sent_paths(paths, meanings)
    tree = grow({sent[path]: meaning for path, meaning in meanings.items()})
    found: dict[Path, Sentence] = {}
    for error in mismatches(definition.schema, tree):
        for place in missing(error) or [path_of(error)]:
            found.setdefault(_variable_at(place, sent), sentence(error))
    return found


def sentence(error: jsonschema.ValidationError) -> Sentence:
    """The error in the operator's words."""
    if error.validator == "required":
        return NEEDED
    words = _SENTENCES.get(str(error.validator))
    if words is None:
        return say("This callflow does not take it: {reason}", reason=error.message)
    limit = error.validator_value
    return say(words, limit=", ".join(map(str, limit)) if isinstance(limit, list) else limit)


def _variable_at(place: Path, sent: dict[Path, Path]) -> Path:
    """The variable that lies there, else the first one nearest to it."""
    return max(sent, key=lambda path: _shared(sent[path], place))


def _shared(path: Path, other: Path) -> int:
    """How many steps the two have in common from the root."""
    return next((depth for depth, (one, two) in enumerate(zip(path, other, strict=False)) if one != two), len(path))


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


def _checked(definition: Definition, request: TriggerRequest, variables: object) -> Admitted | Sentence:
    meanings = _meanings(definition, variables)
    if isinstance(meanings, Sentence):
        return meanings
    for path, sentence in broken(definition, meanings).items():
        return say("{path}: {sentence}", path=".".join(map(str, path)), sentence=sentence)
    if not _on_earth(definition, meanings):
        return say("The location is not on Earth")
    by_kind = {variable.kind: meanings.get(variable.path) for variable in definition.variables}
    return msgspec.convert(
        {
            "request": request,
            "phone": by_kind[VariableKind.CALLER_PHONE],
            "latitude": by_kind[VariableKind.LATITUDE],
            "longitude": by_kind[VariableKind.LONGITUDE],
            "uncertainty_m": by_kind[VariableKind.UNCERTAINTY],
            "event_id": by_kind.get(VariableKind.EVENT_ID),
        },
        Admitted,
    )


def _meanings(definition: Definition, variables: object) -> dict[Path, Scalar] | Sentence:
    """What each sent scalar means, by its path."""
    known: dict[Path, Variable] = {variable.path: variable for variable in definition.variables}
    meanings: dict[Path, Scalar] = {}
    for path, untrusted in leaves(variables):
        variable = known.get(path)
        meaning = None if variable is None else callflow_request.meant(variable, untrusted)
        if meaning is None:
            return say("{path} is not what this callflow takes", path=".".join(map(str, path)))
        meanings[path] = meaning
    return meanings


def _on_earth(definition: Definition, meanings: dict[Path, Scalar]) -> bool:
    limits_of = {VariableKind.LATITUDE: 90, VariableKind.LONGITUDE: 180}
    return all(abs(float(meanings[definition.only(kind).path])) <= limit for kind, limit in limits_of.items())
