"""The rules on a flow's steps: two-way voice with 9-1-1, and what each step and solution must say."""

import collections.abc

from app.domain.callflow.definition import Party, Solution, Step, StepKind

RULE = (
    "There must be a two-way voice connection open between the caller and the 9-1-1 call operator, "
    "and calls to 9-1-1 must be initiated by a human"
)
"""As RapidSOS's Emergency WorkFlow document has it under Regulatory Standards and Compliance."""

PUTS_A_PERSON_ON_THE_LINE = frozenset(
    {StepKind.CALL_USER, StepKind.INTERACTIVE_CALL, StepKind.FIND_CONTACT, StepKind.CONNECT_PHONE}
)
LONGEST_WAIT_S = 30
"""A wait is 1 to 30 seconds (the document's table of actions)."""


def flaws(steps: collections.abc.Sequence[Step], solution: Solution) -> collections.abc.Iterator[tuple[int, str]]:
    """Each broken rule with the index of the step that breaks it; -1 when a step is missing."""
    person_on_the_line = False
    for index, step in enumerate(steps):
        person_on_the_line |= step.kind in PUTS_A_PERSON_ON_THE_LINE
        if step.kind is StepKind.CONNECT_911 and not person_on_the_line:
            yield index, f"connects to 9-1-1 before any step puts a person on the line. The rule: “{RULE}”"
        yield from ((index, reason) for reason in _unsaid(step))
    yield from _broken_promises(steps, solution)


def _unsaid(step: Step) -> collections.abc.Iterator[str]:
    if step.kind is StepKind.WAIT and step.seconds is None:
        yield f"a wait needs its seconds, 1 to {LONGEST_WAIT_S}"
    if step.kind is StepKind.CONNECT_PHONE and step.calls is None:
        yield f"connect_phone needs calls: {Party.MONITORING_CENTER.value}, {Party.OTHER.value} or another party"


def _broken_promises(
    steps: collections.abc.Sequence[Step], solution: Solution
) -> collections.abc.Iterator[tuple[int, str]]:
    if solution is not Solution.DATA_CONNECT and not any(step.kind is StepKind.CONNECT_911 for step in steps):
        yield -1, f"{solution.value} needs a connect_911 step"
    calls_us = any(step.calls is Party.MONITORING_CENTER for step in steps)
    if solution is Solution.DATA_CONNECT_MONITORING and not calls_us:
        yield -1, f"{solution.value} needs a step that calls monitoring_center"
