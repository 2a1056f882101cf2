"""A card as plain text for the clipboard and for reports (docs/contract.md#10: additional data must be copyable)."""

import collections.abc
import datetime as dt

from app.domain.additional_data.field import Field, Kind, Source

SUPPLEMENTAL = "Supplemental - supplied by caller/partner, verify"
_INDENT = "  "


def text(source: Source, fetched_at: int) -> str:
    """Source, time of the answer (UTC ms), fields a line each, data without schema last."""
    head = [f"{source.name}, {_utc(fetched_at)}", *_lines(source.fields, "")]
    other = [f"Other data from {source.name}:", *_lines(source.other, _INDENT)] if source.other else []
    cut = ["More was sent than is shown here."] if source.cut else []
    return "\n".join([*head, *other, *cut, SUPPLEMENTAL])


def value(field: Field) -> str:
    """One value in plain words; a list of plain values is joined."""
    match field.kind:
        case Kind.BOOLEAN:
            return "Yes" if field.value else "No"
        case Kind.TIMESTAMP:
            return _utc(int(field.value or 0))
        case Kind.NUMBER:
            return " ".join(part for part in (_number(field.value), field.unit) if part)
        case Kind.LIST | Kind.SECTION:
            return "; ".join(value(child) for child in field.children)
        case _:
            return " ".join(part for part in (str(field.value), field.unit) if part)


def _lines(fields: collections.abc.Iterable[Field], indent: str) -> collections.abc.Iterator[str]:
    for field in fields:
        label = f"{field.label}:" if field.label else "-"
        if field.children:
            yield f"{indent}{label}"
            yield from _lines(field.children, indent + _INDENT)
        else:
            yield f"{indent}{label} {value(field)}".replace("\n", f"\n{indent}{_INDENT}")


def _number(number: object) -> str:
    return f"{number:.15g}" if isinstance(number, float) else str(number)


def _utc(milliseconds: int) -> str:
    moment = dt.datetime(1970, 1, 1, tzinfo=dt.UTC) + dt.timedelta(milliseconds=milliseconds)
    return f"{moment.replace(tzinfo=None).isoformat(sep=' ', timespec='seconds')} UTC"
