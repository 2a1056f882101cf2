"""The fold of a trigger, and a station played over it that is crashed anywhere."""

import itertools

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from app.domain.callflow import trigger as callflow_trigger
from app.domain.callflow.outcome import Accepted, Outcome, OutcomeReason, Refused, Unknown
from app.domain.callflow.trigger import Confirmed, Fact, Sent, Settled, Trigger, TriggerAnswer, TriggerStage

ACCEPTED = Accepted(alert_id="flow-1", untrusted_message="Workflow started")
REFUSED = Refused(why=OutcomeReason.CREDENTIALS, untrusted_said="Unauthorized")
UNKNOWN = Unknown(why=OutcomeReason.TIMEOUT)
OUTCOMES: tuple[Outcome, ...] = (
    ACCEPTED,
    REFUSED,
    UNKNOWN,
    Unknown(why=OutcomeReason.ERROR_WITH_ID, alert_id="flow-2"),
)


def confirmed(trigger: str = "event-1") -> Confirmed:
    return Confirmed(
        trigger=trigger,
        file="vehicle_crash",
        callflow="company_dataconnect_v1",
        request="{}",
        request_sha256="44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a",
        phone="+13125550127",
    )


def fold(*facts: Fact) -> Trigger:
    trigger = None
    for at, fact in enumerate(facts):
        trigger = callflow_trigger.after(trigger, fact, at=at, operator="ANNA")
    assert trigger is not None
    return trigger


SENT = Sent(trigger="event-1")
STARTED = Settled(trigger="event-1", started=True, note="ECC has the call")
DID_NOT_START = Settled(trigger="event-1", started=False)


def answered(outcome: Outcome) -> TriggerAnswer:
    return TriggerAnswer(trigger="event-1", outcome=outcome)


def test_from_confirmation_to_acceptance() -> None:
    trigger = fold(confirmed(), SENT, answered(ACCEPTED))
    assert (trigger.id, trigger.stage, trigger.operator) == ("event-1", TriggerStage.ACCEPTED, "ANNA")
    assert (trigger.confirmed_at, trigger.sent_at, trigger.answered_at) == (0, 1, 2)
    assert trigger.alert_id == "flow-1"
    assert callflow_trigger.is_active(trigger)
    assert not callflow_trigger.may_send_again_as_new(trigger)


def test_a_refused_trigger_may_be_made_anew() -> None:
    trigger = fold(confirmed(), SENT, answered(REFUSED))
    assert (trigger.stage, trigger.alert_id, trigger.needs_a_person) == (TriggerStage.REFUSED, None, False)
    assert callflow_trigger.may_send_again_as_new(trigger)
    assert not callflow_trigger.is_active(trigger)
    assert not callflow_trigger.may_settle(trigger)


def test_unknown_waits_for_a_person() -> None:
    trigger = fold(confirmed(), SENT, answered(UNKNOWN))
    assert trigger.needs_a_person
    assert callflow_trigger.is_active(trigger)
    assert callflow_trigger.may_settle(trigger)
    assert not callflow_trigger.may_send_again_as_new(trigger)


def test_a_persons_word_settles_it_and_the_last_word_counts() -> None:
    started = fold(confirmed(), SENT, answered(UNKNOWN), STARTED)
    assert (started.stage, started.settled_at, started.settled_by) == (TriggerStage.SETTLED, 3, "ANNA")
    assert callflow_trigger.is_active(started)
    assert not started.needs_a_person
    corrected = callflow_trigger.after(started, DID_NOT_START, at=9)
    assert corrected is not None
    assert callflow_trigger.may_send_again_as_new(corrected)
    assert not callflow_trigger.is_active(corrected)


@pytest.mark.parametrize(
    "before",
    [
        (confirmed(),),
        (confirmed(), SENT),
        (confirmed(), SENT, answered(ACCEPTED)),
        (confirmed(), SENT, answered(REFUSED)),
    ],
)
def test_only_an_unknown_outcome_can_be_settled(before: tuple[Fact, ...]) -> None:
    assert fold(*before, STARTED) == fold(*before)


def test_before_sending_only_a_refusal_can_come() -> None:
    assert fold(confirmed(), answered(ACCEPTED)).stage is TriggerStage.CONFIRMED
    assert fold(confirmed(), answered(UNKNOWN)).stage is TriggerStage.CONFIRMED
    assert fold(confirmed(), answered(REFUSED)).stage is TriggerStage.REFUSED


def test_an_answer_comes_once() -> None:
    assert fold(confirmed(), SENT, answered(ACCEPTED), answered(UNKNOWN)).stage is TriggerStage.ACCEPTED


def test_what_belongs_to_another_trigger_changes_nothing() -> None:
    assert fold(confirmed(), Sent(trigger="event-2")) == fold(confirmed())


def test_nothing_begins_without_a_confirmation() -> None:
    assert callflow_trigger.after(None, SENT, at=0) is None


def test_a_restart_sends_nothing_and_says_what_it_left() -> None:
    assert callflow_trigger.on_restart(fold(confirmed())) == answered(Refused(why=OutcomeReason.NEVER_SENT))
    assert callflow_trigger.on_restart(fold(confirmed(), SENT)) == answered(Unknown(why=OutcomeReason.RESTARTED))
    for outcome in OUTCOMES:
        assert callflow_trigger.on_restart(fold(confirmed(), SENT, answered(outcome))) is None


@pytest.mark.parametrize("fact", [confirmed(), SENT, STARTED, *map(answered, OUTCOMES)])
def test_facts_survive_the_journal(fact: Fact) -> None:
    assert msgspec.json.decode(msgspec.json.encode(fact), type=type(fact)) == fact


facts = st.sampled_from([confirmed(), SENT, STARTED, DID_NOT_START, *map(answered, OUTCOMES)])


@given(st.lists(facts))
def test_after_sending_no_sequence_of_facts_permits_another(sequence: list[Fact]) -> None:
    trigger: Trigger | None = fold(confirmed(), SENT)
    for at, fact in enumerate(sequence):
        trigger = callflow_trigger.after(trigger, fact, at=at)
        assert trigger is not None
        assert not callflow_trigger.may_send(trigger)


class StationPlayedOverTheFold(RuleBasedStateMachine):
    """Confirmations, replays, crashes and answers in any order; every POST is counted at the far end."""

    def __init__(self) -> None:
        super().__init__()
        self.disk: list[Fact] = []
        self.memory: dict[str, Trigger] = {}
        self.posts: dict[str, int] = {}
        self.commands: set[str] = set()
        self.names = (f"event-{number}" for number in itertools.count(1))
        self.running = True
        self.sending: str | None = None

    def write(self, fact: Fact) -> None:
        self.disk.append(fact)
        self.remember(fact)

    def remember(self, fact: Fact) -> None:
        trigger = callflow_trigger.after(self.memory.get(fact.trigger), fact, at=len(self.disk), operator="ANNA")
        if trigger is not None:
            self.memory[fact.trigger] = trigger

    @precondition(lambda self: self.running)
    @rule()
    def an_operator_confirms(self) -> None:
        name = next(self.names)
        self.commands.add(name)
        self.write(confirmed(name))

    @precondition(lambda self: self.running and self.commands)
    @rule(data=st.data())
    def the_same_command_is_replayed(self, data: st.DataObject) -> None:
        name = data.draw(st.sampled_from(sorted(self.commands)))
        self.write(confirmed(name))

    @precondition(lambda self: self.running and self.sending is None)
    @rule()
    def the_station_writes_that_it_sends(self) -> None:
        name = next((name for name, trigger in self.memory.items() if callflow_trigger.may_send(trigger)), None)
        if name is not None:
            self.write(Sent(trigger=name))
            self.sending = name

    @precondition(lambda self: self.running and self.sending is not None)
    @rule()
    def the_station_posts(self) -> None:
        name = str(self.sending)
        self.posts[name] = self.posts.get(name, 0) + 1
        self.sending = None

    @precondition(lambda self: self.running and self.memory)
    @rule(data=st.data(), outcome=st.sampled_from(OUTCOMES))
    def an_answer_is_written(self, data: st.DataObject, outcome: Outcome) -> None:
        self.write(TriggerAnswer(trigger=data.draw(st.sampled_from(sorted(self.memory))), outcome=outcome))

    @precondition(lambda self: self.running and self.memory)
    @rule(data=st.data(), started=st.booleans())
    def a_person_settles(self, data: st.DataObject, started: bool) -> None:
        self.write(Settled(trigger=data.draw(st.sampled_from(sorted(self.memory))), started=started))

    @precondition(lambda self: self.running)
    @rule()
    def the_station_is_killed(self) -> None:
        self.memory, self.sending, self.running = {}, None, False

    @precondition(lambda self: not self.running)
    @rule()
    def the_station_starts_again(self) -> None:
        self.running = True
        for fact in self.disk:
            self.remember(fact)
        for trigger in list(self.memory.values()):
            if closing := callflow_trigger.on_restart(trigger):
                self.write(closing)
        assert not any(callflow_trigger.may_send(trigger) for trigger in self.memory.values())

    @invariant()
    def no_confirmation_was_posted_twice(self) -> None:
        assert max(self.posts.values(), default=0) <= 1


TestStationPlayedOverTheFold = StationPlayedOverTheFold.TestCase
