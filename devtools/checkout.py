"""Where things lie in this checkout."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "requirements.lock"
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
"""The interpreter of the environment, whether it is made yet or not."""


def tool(name: str) -> str:
    """The path of a program that the environment installed."""
    return str(PYTHON.with_name(f"{name}.exe" if os.name == "nt" else name))
