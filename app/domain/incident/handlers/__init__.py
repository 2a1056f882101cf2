"""The table of handlers: what each command of an operator does, as a pure decision.

``ConfirmTrigger``, ``ChangeSettings`` and ``TakeOver`` are not in it: a service must first read callflow files, write
the settings file or open a quarantined body, and decides by itself.
"""

import collections.abc
import types
import typing

from app.domain.incident import commands
from app.domain.incident.commands import Command
from app.domain.incident.handlers import incident, links_and_handover, trigger
from app.domain.incident.handlers.context import Decided, Handler, HandlerContext

_C = typing.TypeVar("_C", bound=Command)


def _row(
    command: type[_C], handler: collections.abc.Callable[[_C, HandlerContext], Decided]
) -> tuple[type[Command], Handler]:
    """A row of the table: here a type checker sees that the handler takes this command, so that no lookup need ask."""
    return command, typing.cast("Handler", handler)


HANDLERS: typing.Final[collections.abc.Mapping[type[Command], Handler]] = types.MappingProxyType(
    dict(
        (
            _row(commands.SignOn, links_and_handover.sign_on),
            _row(commands.SignOff, links_and_handover.sign_off),
            _row(commands.StopStation, links_and_handover.stop_station),
            _row(commands.Acknowledge, incident.acknowledge),
            _row(commands.AddNote, incident.add_note),
            _row(commands.CloseIncident, incident.close),
            _row(commands.ReopenIncident, incident.reopen),
            _row(commands.PlaceLegalHold, incident.place_legal_hold),
            _row(commands.LiftLegalHold, incident.lift_legal_hold),
            _row(commands.CaptureNow, incident.capture_now),
            _row(commands.CheckStep, incident.check_step),
            _row(commands.UncheckStep, incident.uncheck_step),
            _row(commands.HoldIncident, incident.hold),
            _row(commands.ReleaseIncident, incident.release),
            _row(commands.TakeOverIncident, incident.take_over),
            _row(commands.LinkIncidents, links_and_handover.link),
            _row(commands.UnlinkIncidents, links_and_handover.unlink),
            _row(commands.SplitShare, links_and_handover.split_share),
            _row(commands.MarkShown, links_and_handover.mark_shown),
            _row(commands.MarkHeard, links_and_handover.mark_heard),
            _row(commands.HandOver, links_and_handover.hand_over),
            _row(commands.SignHandover, links_and_handover.sign_handover),
            _row(commands.RecordExport, links_and_handover.record_export),
            _row(commands.SeeNotice, links_and_handover.see_notice),
            _row(commands.SeeQuarantined, links_and_handover.see_quarantined),
            _row(commands.SettleTrigger, trigger.settle),
            _row(commands.AssignStatus, trigger.assign_status),
            _row(commands.SaveForm, trigger.save_form),
            _row(commands.DiscardForm, trigger.discard_form),
        )
    )
)
"""By the class of the command."""
