"""The fields of a callflow's form: what an operator sees of its variables."""

import itertools

import msgspec

from app.domain.callflow.answers import Answer, Answers, Origin
from app.domain.callflow.definition import FILLED_BY_PROGRAM, Definition, Kind, PhoneStyle, Variable
from app.domain.location.phone import shown


class Field(msgspec.Struct, frozen=True, kw_only=True):
    """One field: one variable, or latitude and longitude together as one place."""

    variables: tuple[Variable, ...]

    @property
    def key(self) -> str:
        """Its name in ``Answers``."""
        return self.variables[0].key

    @property
    def is_place(self) -> bool:
        """Whether it takes coordinates in any notation."""
        return len(self.variables) > 1

    @property
    def kind(self) -> Kind:
        """What it means; ``LATITUDE`` for a place."""
        return self.variables[0].kind

    @property
    def label(self) -> str:
        """Its name for the operator."""
        return self.variables[0].label

    @property
    def help(self) -> str:
        """A word on what belongs in it."""
        return self.variables[0].help

    @property
    def group(self) -> str:
        """The section it stands in."""
        return self.variables[0].group

    @property
    def order(self) -> int | None:
        """Its place as the definition asks for it."""
        return self.variables[0].order

    @property
    def required(self) -> bool:
        """Whether it is needed whatever else is filled in."""
        return self.variables[0].required

    @property
    def choices(self) -> tuple[str, ...]:
        """What may be chosen; empty for free text."""
        return self.variables[0].choices

    @property
    def phone_style(self) -> PhoneStyle:
        """How the callflow takes a phone."""
        return self.variables[0].phone_style


def fields(definition: Definition) -> tuple[Field, ...]:
    """The form's fields: those with an ``x-order`` first, groups kept together in the order of their first field."""
    asked = [variable for variable in definition.variables if variable.kind not in FILLED_BY_PROGRAM]
    longitude = definition.only(Kind.LONGITUDE)
    singles = [
        Field(variables=(variable, longitude) if variable.kind is Kind.LATITUDE else (variable,))
        for variable in asked
        if variable is not longitude
    ]
    ordered = sorted(singles, key=lambda field: (field.order is None, field.order or 0))
    groups = dict.fromkeys(field.group for field in ordered)
    return tuple(itertools.chain.from_iterable([one for one in ordered if one.group == group] for group in groups))


def start(definition: Definition, phone: str | None = None) -> Answers:
    """The answers a form begins with: the definition's defaults, and the incident's phone (E.164); never a place."""
    answers = {
        field.key: Answer(text=field.variables[0].default, origin=Origin.DEFAULT)
        for field in fields(definition)
        if field.variables[0].default
    }
    if phone is not None:
        answers[definition.only(Kind.CALLER_PHONE).key] = Answer(text=shown(phone), origin=Origin.INCIDENT)
    return answers
