"""What every test stands on: a home of its own, Qt drawing into memory, secrets in memory, and the guards."""

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

GUARDS = ("cycles", "logs", "threads", "timers", "tasks", "processes", "windows", "skips")
pytest_plugins = [f"tests.guards.{guard}" for guard in GUARDS]

HOME = Path(tempfile.mkdtemp(prefix="watchfloor-tests-"))

# Before anything imports Qt, because Qt reads these once. Children that tests start inherit them.
os.environ.update(
    {
        "HOME": str(HOME),
        "USERPROFILE": str(HOME),
        "XDG_CONFIG_HOME": str(HOME / "config"),
        "XDG_CACHE_HOME": str(HOME / "cache"),
        "XDG_DATA_HOME": str(HOME / "data"),
        "XDG_STATE_HOME": str(HOME / "state"),
        "QT_QPA_PLATFORM": "offscreen",
        "QT_FONT_DPI": "96",
        "QT_SCALE_FACTOR": "1",
        "QTWEBENGINE_CHROMIUM_FLAGS": "--disable-gpu",
        "PYTHON_KEYRING_BACKEND": "tests.memory_keyring.MemoryKeyring",
    }
)
for name in list(os.environ):
    if name.startswith("WATCHFLOOR_") and not name.startswith("WATCHFLOOR_TEST_"):
        del os.environ[name]  # a developer's own settings must not decide what a test sees, only how long it runs
if sys.platform != "win32" and os.geteuid() == 0:
    os.environ["QTWEBENGINE_DISABLE_SANDBOX"] = "1"  # Chromium aborts as root without it

# A busy machine is no counter-example. Every run tries the same examples: what fails here fails everywhere, and what a
# change breaks is that change's. Luck belongs to `dev.py fuzz`; what it finds stays as an `@example` of its test.
SLOW_IS_FINE = [HealthCheck.too_slow]
settings.register_profile("house", deadline=None, suppress_health_check=SLOW_IS_FINE, derandomize=True, database=None)
settings.register_profile(
    "fuzz",
    deadline=None,
    suppress_health_check=SLOW_IS_FINE,
    derandomize=False,
    database=None,
    print_blob=True,
    max_examples=int(os.environ.get("WATCHFLOOR_TEST_EXAMPLES", "2000")),
)
settings.load_profile("house")


def pytest_unconfigure() -> None:
    """Remove the home that the tests lived in."""
    shutil.rmtree(HOME, ignore_errors=True)


@pytest.fixture(autouse=True)
def empty_keyring() -> Iterator[None]:
    """Let no test find another one's secrets."""
    yield
    if "tests.memory_keyring" in sys.modules:
        sys.modules["tests.memory_keyring"].MemoryKeyring.kept.clear()
