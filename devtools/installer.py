"""What an administrator gets: the Debian package, bill of materials and sums; and the proof in a clean system."""

import hashlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from devtools import system_packages
from devtools.checkout import PYTHON, ROOT
from devtools.voice import GiveUpError, say

DIST = ROOT / "dist"
FOLDER = DIST / "watchfloor"
NEWER = ROOT / "build" / "watchfloor" / "watchfloor-newer"
BILL = DIST / "watchfloor.cdx.json"
SUMS = DIST / "SHA256SUMS"
TRANSCRIPT = DIST / "clean-root.txt"
PROVING = ("debootstrap", "util-linux")


def version() -> str:
    """The program's version, read without importing it."""
    found = re.search(r'__version__ = "(.+)"', (ROOT / "app" / "__init__.py").read_text(encoding="utf-8"))
    if found is None:
        raise GiveUpError("app/__init__.py names no version.")
    return found[1]


def make() -> int:
    """Pack `dist/watchfloor` and lay bill and sums beside the package; 0 when all is there."""
    done = subprocess.run(
        [str(PYTHON), "packaging/bill_of_materials.py", str(FOLDER)], cwd=ROOT, capture_output=True, check=False
    )
    if done.returncode:
        say(f"The bill of materials can't be made:\n{done.stderr.decode()}")
        return done.returncode
    BILL.write_bytes(done.stdout)
    made = [BILL]
    if shutil.which("dpkg-deb") is None:
        say("There is no dpkg-deb here: no Debian package. packaging/windows and packaging/macos tell the other ways.")
    else:
        package = _pack(DIST, version())
        if package is None:
            return 1
        made.append(package)
    SUMS.write_text("".join(f"{_digest(file)}  {file.name}\n" for file in sorted(made)), encoding="ascii")
    for file in [*made, SUMS]:
        say(f"  {file.relative_to(ROOT)}  {file.stat().st_size / 1e6:.1f} MB")
    return 0


def prove() -> int:
    """Install, use, upgrade and remove the package in a clean Debian; what was seen goes to `dist/clean-root.txt`."""
    package = next(DIST.glob(f"watchfloor_{version()}_*.deb"), None)
    if package is None:
        raise GiveUpError("There is no package yet: python3 dev.py package")
    system_packages.provide(system_packages.missing(PROVING))
    place = ROOT / "build" / "clean-root"
    newer = _newer(place / "newer")
    if newer is None:
        return 1
    command = [str(PYTHON), "-u", "packaging/linux/clean_root.py", str(package), str(newer), str(place)]
    with (
        TRANSCRIPT.open("w", encoding="utf-8") as transcript,
        subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as running,
    ):
        for line in running.stdout or ():
            transcript.write(line)
            sys.stdout.write(line)
            sys.stdout.flush()
    shutil.rmtree(newer.parent)
    if (picture := place / "window.png").exists():
        say(f"Look at the window: {picture.relative_to(ROOT)}")
    return running.returncode


def _newer(out: Path) -> Path | None:
    """A package whose program calls itself the next version, as `packaging/watchfloor.spec` made it."""
    folder = out / "watchfloor"
    shutil.rmtree(out, ignore_errors=True)
    shutil.copytree(FOLDER, folder, symlinks=True, copy_function=os.link)
    (folder / "watchfloor").unlink()
    shutil.copy2(NEWER, folder / "watchfloor")
    said = subprocess.run([str(folder / "watchfloor"), "--version"], capture_output=True, text=True, check=True).stdout
    return _pack(out, said.split()[-1], folder)


def _pack(out: Path, called: str, folder: Path = FOLDER) -> Path | None:
    command = [str(PYTHON), "packaging/linux/deb.py", str(folder), str(out), called]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=False)
    return None if done.returncode else Path(done.stdout.strip().splitlines()[-1])


def _digest(file: Path) -> str:
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()
