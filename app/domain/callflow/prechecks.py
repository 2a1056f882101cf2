"""What an operator should know before confirming; none of it stops a trigger: a person decides."""

import collections.abc
import enum

import msgspec

from app.domain.callflow.agency import Agencies
from app.domain.callflow.definition import Sentence, say
from app.domain.callflow.request import Admitted
from app.domain.callflow.trigger import Trigger, is_active
from app.domain.location import phone
from app.domain.location.fix import Box, Fix, distance_m
from app.domain.location.geometry import BoxRelation, distance_to_edge_m, standing
from app.domain.location.phone import looks_swapped

SAME_PLACE_M = 1.0
"""Coordinates are written with six decimals: what lies closer is the same place, whatever radius it states."""


class CautionKind(enum.Enum):
    """What a caution is about."""

    NOT_REAL = "not_real"
    MOVED = "moved"
    ZERO = "zero"
    SWAPPED = "swapped"
    OUTSIDE = "outside"
    STRADDLING = "straddling"
    ACTIVE_TRIGGER = "active_trigger"
    PHONE_WITHOUT_SERVICE = "phone_without_service"
    PHONE_INVALID = "phone_invalid"
    ECC_UNLISTED = "ecc_unlisted"
    ECC_NOT_AUTHORISED = "ecc_not_authorised"


class Caution(msgspec.Struct, frozen=True):
    """One warning, with its words for the operator."""

    concern: CautionKind
    sentence: Sentence


class Situation(msgspec.Struct, frozen=True, kw_only=True):
    """What is known at the moment when a trigger is about to be confirmed."""

    environment: str
    """``production``, ``rapidsos-sandbox`` or ``simulator``."""
    box: Box | None = None
    """The jurisdiction of the incident's ECC; None if the share had no readable one, or there is no share."""
    newer: Fix | None = None
    """Where the incident's caller was seen after the place of the form was; None if nowhere."""
    ecc: str | None = None
    agencies: Agencies = Agencies()
    running: tuple[Trigger, ...] = ()
    """Other triggers whose flows are not known to be over."""


_Cautions = collections.abc.Iterator[Caution]


def cautions(request: Admitted, situation: Situation) -> tuple[Caution, ...]:
    """Everything to weigh before the hold, the gravest kinds first."""
    return (
        *_moved(request, situation.newer),
        *_place(request, situation.box),
        *_running(request, situation.running),
        *_phone(request),
        *_ecc(situation),
        *_environment(situation.environment),
    )


def _moved(request: Admitted, newer: Fix | None) -> _Cautions:
    if newer is None:
        return
    distance = distance_m((newer.latitude, newer.longitude), (request.latitude, request.longitude))
    if distance > max(request.uncertainty_m or 0.0, SAME_PLACE_M):
        words = "The incident has a newer location, {distance} m from the one in this form. Use it, or know why not"
        yield Caution(CautionKind.MOVED, say(words, distance=round(distance)))


def _place(request: Admitted, box: Box | None) -> _Cautions:
    latitude, longitude = request.latitude, request.longitude
    swapped_into_box = box is not None and box.contains(longitude, latitude) and not box.contains(latitude, longitude)
    if latitude == 0 and longitude == 0:
        yield Caution(CautionKind.ZERO, say("The location is 0, 0, in the sea off Africa"))
    elif swapped_into_box or looks_swapped(latitude, longitude):
        yield Caution(CautionKind.SWAPPED, say("Latitude and longitude look swapped"))
    if box is not None:
        yield from _jurisdiction(request, box)


def _jurisdiction(request: Admitted, box: Box) -> _Cautions:
    fix = Fix(
        latitude=request.latitude, longitude=request.longitude, uncertainty_m=request.uncertainty_m, source="typed"
    )
    distance = round(distance_to_edge_m(fix, box))
    match standing(fix, box):
        case BoxRelation.OUTSIDE:
            words = say("The location is outside the ECC's jurisdiction, {distance} m from its edge", distance=distance)
            yield Caution(CautionKind.OUTSIDE, words)
        case BoxRelation.STRADDLING:
            words = say(
                "The location may be outside the ECC's jurisdiction: its edge is {distance} m away", distance=distance
            )
            yield Caution(CautionKind.STRADDLING, words)
        case _:
            return


def _running(request: Admitted, running: collections.abc.Iterable[Trigger]) -> _Cautions:
    for trigger in running:
        if is_active(trigger) and trigger.confirmed.phone == request.phone:
            words = "Another trigger for this phone may be running: {callflow}, confirmed by {operator}"
            operator = trigger.operator or "nobody known"
            yield Caution(
                CautionKind.ACTIVE_TRIGGER, say(words, callflow=trigger.confirmed.callflow, operator=operator)
            )


def _phone(request: Admitted) -> _Cautions:
    read = phone.read(request.phone)
    found = () if read is None else read.warnings
    if phone.PHONE_WITHOUT_SERVICE in found:
        words = say("A phone without service: it can call 9-1-1, nobody can call it back")
        yield Caution(CautionKind.PHONE_WITHOUT_SERVICE, words)
    if phone.PHONE_INVALID in found:
        yield Caution(CautionKind.PHONE_INVALID, say("No such number is known. The flow may not reach the caller"))


def _ecc(situation: Situation) -> _Cautions:
    if situation.ecc is None:
        return
    agency = situation.agencies.find(situation.ecc)
    if agency is None:
        yield Caution(CautionKind.ECC_UNLISTED, say("{ecc} is not on the agency list", ecc=situation.ecc))
    elif not agency.authorised:
        yield Caution(CautionKind.ECC_NOT_AUTHORISED, say("{name} is not authorised by this center", name=agency.name))


def _environment(environment: str) -> _Cautions:
    match environment:
        case "production":
            return
        case "simulator":
            yield Caution(CautionKind.NOT_REAL, say("Simulator: no real 9-1-1 call is made"))
        case _:
            yield Caution(
                CautionKind.NOT_REAL, say("Test environment {name}: no real 9-1-1 call is made", name=environment)
            )
