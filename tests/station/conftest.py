"""A loop for every test of the station that is a coroutine."""

import asyncio
import inspect
import pathlib

import pytest

from tests.station.journal.made import Home


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> bool | None:
    if not inspect.iscoroutinefunction(pyfuncitem.obj):
        return None
    names = inspect.signature(pyfuncitem.obj).parameters
    asyncio.run(pyfuncitem.obj(**{name: pyfuncitem.funcargs[name] for name in names}))
    return True


@pytest.fixture
def home(tmp_path: pathlib.Path) -> Home:
    return Home(tmp_path)
