"""A loop for every test of the core that is a coroutine."""

from tests.station.conftest import pytest_pyfunc_call

__all__ = ["pytest_pyfunc_call"]
