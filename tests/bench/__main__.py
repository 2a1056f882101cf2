"""``python3 dev.py bench [name …]``: runs the benches, each in a process of its own, and prints what they measured."""

import pathlib
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent


def names() -> list[str]:
    """The benches there are."""
    return sorted(file.stem for file in HERE.glob("*.py") if not file.stem.startswith("__"))


def main(wanted: list[str]) -> int:
    """Run these benches, or all; returns 1 when one of them did not end well."""
    unknown = [name for name in wanted if name not in names()]
    if unknown:
        sys.stdout.write(f"There is no bench {', '.join(unknown)}. There are {', '.join(names())}.\n")
        return 2
    failed = [name for name in wanted or names() if not _measured(name)]
    return 1 if failed else 0


def _measured(name: str) -> bool:
    sys.stdout.write(f"\n{name}\n")
    sys.stdout.flush()
    command = [sys.executable, "-m", f"tests.bench.{name}"]
    return subprocess.run(command, cwd=HERE.parents[1], check=False).returncode == 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
