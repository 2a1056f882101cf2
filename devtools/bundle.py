"""Building the program that needs no Python: PyInstaller's folder, tried out before it counts."""

import sys

from devtools import installer, system_packages
from devtools.checkout import ROOT
from devtools.program import follow, surroundings
from devtools.voice import say

BUILT = ROOT / "dist" / "watchfloor"


def build() -> int:
    """Build `dist/watchfloor`, run `packaging/smoke.py` on it and pack it; 0 when all of that worked."""
    # Only Debian's own Python comes apart from its shared library.
    needed = system_packages.BUILD if sys.base_prefix == "/usr" else system_packages.BUILD[:1]
    system_packages.provide(system_packages.missing(needed))
    say(f"Building {BUILT.relative_to(ROOT)} (some minutes)")
    builder = ["-m", "PyInstaller", "--noconfirm", "--log-level", "WARN", "packaging/watchfloor.spec"]
    failed = follow(builder, surroundings())
    if failed:
        return failed
    size = sum(file.stat().st_size for file in BUILT.rglob("*") if file.is_file() and not file.is_symlink())
    say(f"Built: {size / 1e6:.0f} MB. Now it has to show that it works.")
    program = BUILT / ("watchfloor.exe" if sys.platform == "win32" else "watchfloor")
    return follow(["packaging/smoke.py", str(program)], surroundings()) or installer.make()
