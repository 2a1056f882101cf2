import gc
import sys
from collections.abc import Iterator

import pytest

from app.station import startup


@pytest.fixture(autouse=True)
def _collector_as_it_was() -> Iterator[None]:
    before = gc.get_threshold()
    yield
    gc.unfreeze()
    gc.set_threshold(*before)


def test_what_the_first_question_needs_is_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "app.station.rapidsos.transport", raising=False)
    startup.warm_up()
    assert "app.station.rapidsos.transport" in sys.modules
    assert "anyio._backends._asyncio" in sys.modules


def test_what_is_loaded_is_spared_the_collector() -> None:
    frozen = gc.get_freeze_count()
    startup.warm_up()
    assert gc.get_freeze_count() > frozen
    assert gc.get_threshold()[:2] == startup.YOUNG
