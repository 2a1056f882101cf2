"""Dialect D0: a source without any schema; humanised keys in the document's order (docs/contract.md#5.5)."""

from app.domain.additional_data.cuts import Data
from app.domain.additional_data.dialect import Reading, records
from app.domain.additional_data.field import Dialect
from app.domain.additional_data.keywords import Keywords


def read(source: Data, keywords: Keywords) -> Reading:
    """Every source can be read like this, so it is what remains when no other dialect fits."""
    inner = next((name for name in keywords.data if isinstance(source.get(name), list | dict)), None)
    named = set(keywords.source_name[:1])
    if inner is None:
        return Reading(Dialect.PLAIN, {key: value for key, value in source.items() if key not in named})
    beside = {key: value for key, value in source.items() if key not in {inner, *named}}
    return records(Dialect.PLAIN, source[inner], (), beside)
