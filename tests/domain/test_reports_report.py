"""Reports by hand: what counts, what does not, and what is said of what can't be counted."""

import datetime as dt
import zoneinfo

import msgspec
import pytest

from app.domain import reports
from app.domain.reports import DAY_MS, HOUR_MS, WINDOW_MS, Answering, Fact, FactsPage, Level, Period, Report
from tests.fake_clock import T0

S = 1_000


class Told:
    """Writes facts down, seq after seq."""

    def __init__(self) -> None:
        self.facts: list[Fact] = []

    def add(self, kind: str, at: int, incident: int | None = None, **more: object) -> int:
        fields = {"seq": len(self.facts) + 1, "at": T0 + at, "kind": kind, "incident": incident}
        self.facts.append(msgspec.convert(fields | more, Fact))
        return len(self.facts)

    def share(self, at: int, incident: int, ecc: str | None = "IL_0142", kind: str = "ShareReceived") -> int:
        return self.add(kind, at, incident, ecc=ecc, rings=True)

    def answer(self, at: int, incident: int, operator: str = "ANNA", through: int | None = None) -> int:
        return self.add("Acknowledged", at, incident, operator=operator, through=through)

    def made(self, until: int = DAY_MS, now: int = 2 * DAY_MS, by: reports.Profile = reports.NENA) -> Report:
        period = Period(since=T0, until=T0 + until, zone=dt.UTC)
        return reports.make(self.facts, period, by, T0 + now)


def percents(line: Answering) -> list[float | None]:
    return [met.percent for met in line.targets]


def test_an_empty_period_measures_nothing() -> None:
    made = Told().made()
    assert (made.whole.calls, made.whole.median_ms, made.whole.worst_ms) == (0, None, None)
    assert [(met.percent, met.met) for met in made.whole.targets] == [(None, None), (None, None)]
    assert (made.days, made.operators, made.eccs) == ((), (), ())
    assert [rate.level for rate in made.alarms.rates] == [Level.UNKNOWN] * 3


def test_times_go_from_stored_to_acknowledged() -> None:
    told = Told()
    for number in range(10):
        told.share(number * HOUR_MS, number)
        told.answer(number * HOUR_MS + (5 + 2 * number) * S, number)
    made = told.made()
    assert (made.whole.calls, made.whole.answered, made.whole.missed) == (10, 10, 0)
    assert (made.whole.median_ms, made.whole.ninetieth_ms, made.whole.worst_ms) == (13 * S, 21 * S, 23 * S)
    assert percents(made.whole) == [60.0, 80.0]
    assert [met.met for met in made.whole.targets] == [False, False]
    assert percents(told.made(by=reports.NFPA).whole) == [30.0]


def test_the_unanswered_are_missed_after_their_time_and_waiting_before() -> None:
    told = Told()
    told.share(0, 1)
    told.answer(10 * S, 1)
    told.share(60 * S, 2)
    assert (told.made(now=70 * S).whole.missed, told.made(now=70 * S).whole.waiting) == (0, 1)
    assert percents(told.made(now=70 * S).whole) == [100.0, 100.0]
    assert (told.made(now=90 * S).whole.missed, told.made(now=90 * S).whole.waiting) == (1, 0)
    assert percents(told.made(now=90 * S).whole) == [50.0, 50.0]
    assert told.made(now=90 * S).operators[0].label == ""


def test_an_answer_ends_only_what_was_on_the_screen() -> None:
    told = Told()
    first = told.share(0, 1)
    told.share(5 * S, 1)
    told.answer(6 * S, 1, through=first)
    told.answer(30 * S, 1, operator="BEN")
    told.answer(40 * S, 1, operator="CARL")
    made = told.made()
    assert [(line.label, line.worst_ms) for line in made.operators] == [("ANNA", 6 * S), ("BEN", 25 * S)]


def test_what_is_no_call() -> None:
    told = Told()
    told.add("IncidentOpened", 0, 1)
    told.answer(5 * S, 1)
    told.add("ShareRepeated", 10 * S, 2, rings=False)
    told.add("ClockStepped", 20 * S)
    told.add("PathLost", 30 * S, rings=True)
    told.share(-5 * S, 3)
    told.share(DAY_MS, 4)
    made = told.made()
    assert (made.whole.calls, made.own, made.steps, made.alarms.alarms) == (0, 1, 1, 1)


def test_a_clock_set_back_is_not_a_quick_answer() -> None:
    told = Told()
    told.share(10 * S, 1)
    told.answer(8 * S, 1)
    whole = told.made().whole
    assert (whole.answered, whole.untimed, whole.median_ms) == (1, 1, None)
    assert percents(whole) == [None, None]


def test_by_day_in_the_centers_zone_and_by_ecc() -> None:
    told = Told()
    told.share(HOUR_MS, 1)
    told.share(8 * HOUR_MS, 2, ecc=None, kind="ShareRepeated")
    zone = zoneinfo.ZoneInfo("America/Chicago")
    made = reports.make(told.facts, Period(since=T0, until=T0 + DAY_MS, zone=zone), reports.NENA, T0 + DAY_MS)
    assert [line.label for line in made.days] == ["2026-11-21", "2026-11-22"]
    assert [line.label for line in made.eccs] == ["", "IL_0142"]


def test_rates_are_for_one_operator() -> None:
    told = Told()
    told.add("StationStarted", -2 * HOUR_MS)
    told.add("OperatorSignedOn", -HOUR_MS, operator="ANNA")
    told.add("OperatorSignedOn", 12 * HOUR_MS, operator="BEN")
    told.add("OperatorSignedOff", 13 * HOUR_MS, operator="BEN")
    told.add("OperatorSignedOn", 13 * HOUR_MS, operator=None)
    told.add("StationStopped", 14 * HOUR_MS)
    for number in range(30):
        told.share(number * 20 * 60 * S, number)
    told.share(15 * HOUR_MS, 99)
    rate = told.made().alarms
    assert rate.operator_ms == 15 * HOUR_MS
    assert (rate.alarms, rate.unattended, rate.worst_window) == (31, 1, 1)
    assert [one.level for one in rate.rates] == [Level.TARGET] * 3
    assert rate.rates[1].value == pytest.approx(2.0)
    assert (rate.windows, rate.flood_windows, rate.flood_percent) == (144, 0, 0.0)


@pytest.mark.parametrize(("operators", "floods"), [(0, 1), (1, 1), (2, 0)])
def test_a_flood_is_more_than_ten_for_each_operator(operators: int, floods: int) -> None:
    told = Told()
    for name in ("ANNA", "BEN")[:operators]:
        told.add("OperatorSignedOn", -S, operator=name)
    for number in range(11):
        told.share(number * S, number)
    rate = told.made(until=HOUR_MS).alarms
    assert (rate.flood_windows, rate.windows, rate.worst_window) == (floods, 6, 11)


@pytest.mark.parametrize(("alarms", "level"), [(6, Level.TARGET), (12, Level.MANAGEABLE), (13, Level.OVER)])
def test_levels_of_the_standard(alarms: int, level: Level) -> None:
    told = Told()
    told.add("OperatorSignedOn", -S, operator="ANNA")
    for number in range(alarms):
        told.share(number * S, number)
    assert told.made(until=HOUR_MS).alarms.rates[1].level is level


def test_a_period_that_has_not_begun() -> None:
    rate = Told().made(now=-S).alarms
    assert (rate.windows, rate.flood_percent, rate.operator_ms) == (0, None, 0)


def test_presence_goes_on_although_the_clock_was_set_back() -> None:
    changes = [(0, 1), (100, 2), (50, 0)]
    assert reports.presence_ms(changes, 10, 200) == 90 + 0
    assert reports.at([], 5) == 0


def test_profiles_by_their_code() -> None:
    assert reports.of("nfpa-1225") is reports.NFPA
    assert reports.of("of a newer program") is reports.NENA
    assert reports.NENA.missed_after_ms == 20 * S
    assert WINDOW_MS == 10 * 60 * S
    assert reports.FLOOD_ABOVE == 10


def test_facts_on_the_wire() -> None:
    told = FactsPage(facts=(Fact(seq=1, at=T0, kind="ShareReceived"),), next=None, profile="nena-sta-020.1", now=T0)
    assert msgspec.json.decode(msgspec.json.encode(told), type=FactsPage) == told
