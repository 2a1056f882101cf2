"""Where a filled-in form breaks its callflow's own schema, in the operator's words."""

import collections.abc

import jsonschema

from app.domain.callflow.definition import Definition
from app.domain.callflow.json_text import Path
from app.domain.callflow.schema import mismatches, missing, path_of
from app.domain.callflow.tree import grow, sent_paths
from app.domain.callflow.wire import Scalar
from app.domain.callflow.wording import Sentence, say

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
