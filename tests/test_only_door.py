"""A callflow starts in one place only: a signed-on operator's ``ConfirmTrigger``.

See docs/design.md#a-callflow-is-triggered.
"""

import ast
import pathlib

import pytest

APP = pathlib.Path(__file__).parents[1] / "app"


def callers(name: str) -> set[str]:
    """Files of the program that call something by this name."""
    return {
        path.relative_to(APP).as_posix()
        for path in APP.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] == name
    }


@pytest.mark.parametrize(
    ("name", "only"),
    [
        ("TriggerConfirmed", {"domain/incident/handlers/trigger.py"}),
        ("TriggerSent", {"station/services/triggers.py"}),
    ],
)
def test_nothing_else_makes_the_event(name: str, only: set[str]) -> None:
    assert callers(name) == only


def test_only_the_duty_confirms_and_only_for_a_command() -> None:
    source = (APP / "station" / "services" / "triggers.py").read_text(encoding="utf-8")
    assert source.count("handlers_trigger.confirm(") == 1
    assert source.count("self._workflow.post(") == 1
    elsewhere = [path for path in APP.rglob("*.py") if "handlers_trigger.confirm(" in path.read_text(encoding="utf-8")]
    assert [path.name for path in elsewhere] == ["triggers.py"]
    operate = (APP / "station" / "services" / "commands.py").read_text(encoding="utf-8")
    assert operate.count("self._actions.confirm(") == 1
    signed_on_only = operate.index("async def _obey_operator(")
    assert operate.count("self._obey_operator(") == 1
    assert operate.index("or NOT_SIGNED_ON\n") < operate.index("self._obey_operator(") < signed_on_only
    assert signed_on_only < operate.index("self._actions.confirm(")
