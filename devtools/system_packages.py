"""Debian's packages under the Python ones: what the window, the map, the sound and a screen in memory need."""

import os
import shutil
import subprocess
import sys

from devtools.voice import say

VENV_MODULE = "python3-venv"
"""Debian keeps ensurepip in this package; without it `python3 -m venv` fails."""

WANTED = (
    # the window and the map
    *("libegl1", "libgl1", "libglib2.0-0", "libdbus-1-3", "libfontconfig1", "libxkbcommon0", "libxcomposite1"),
    *("libxdamage1", "libxrandr2", "libxtst6", "libasound2", "libbrotli1", "libgbm1", "libnss3", "libxcb-dri3-0"),
    *("libxkbfile1", "fontconfig", "fonts-dejavu-core", "fonts-inter", "fonts-jetbrains-mono"),
    # a screen in memory, and a window on any X screen
    *("xvfb", "libxcb-cursor0", "libxcb-icccm4", "libxcb-image0", "libxcb-keysyms1", "libxcb-randr0"),
    *("libxcb-render-util0", "libxcb-shape0", "libxcb-xkb1", "libxkbcommon-x11-0", "libxcb-sync1", "libxcb-xfixes0"),
    "libx11-xcb1",
    # the accessibility bus, for the journey of somebody who sees nothing
    *("at-spi2-core", "dbus-daemon"),
    # sound
    *("libpulse0", "libdrm2"),
    # pip's trust in the package index
    "ca-certificates",
)
"""Debian 12's names, proven on a machine that had nothing but python3."""

TESTED_AGAINST = ("caddy", "gcc", "libc6-dev", "nginx-light", "pulseaudio", "systemd")
"""Other people's programs that only tests start: `dev.py test` brings them, running the console never does."""

BUILD = ("binutils", f"libpython3.{sys.version_info.minor}")
"""What PyInstaller needs besides: objdump, and the interpreter as a shared library."""


def missing(names: tuple[str, ...] = WANTED) -> list[str]:
    """The packages of ``names`` that are not installed; none where there is no dpkg to ask."""
    if shutil.which("dpkg-query") is None:
        return []
    asked = ["dpkg-query", "-W", "-f", "${Package} ${db:Status-Status}\n", *names]
    answer = subprocess.run(asked, capture_output=True, text=True, check=False).stdout
    installed = {line.split()[0] for line in answer.splitlines() if line.endswith(" installed")}
    return [name for name in names if name not in installed]


def provide(names: list[str]) -> bool:
    """Install ``names`` with apt-get, or name the command that does; True when nothing is missing any more."""
    if not names:
        return True
    command = ["apt-get", "install", "--yes", "--no-install-recommends", *names]
    if shutil.which("apt-get") is None:
        say(f"Missing, and there is no apt-get here to install it with: {' '.join(names)}")
        return False
    right = _right_to_install()
    if right is None:
        say(f"These system packages are missing. Install them with:\n  sudo {' '.join(command)}")
        return False
    say(f"Installing {len(names)} system packages with apt-get: {' '.join(names)}")
    if _quietly([*right, "apt-get", "update"]) and _quietly([*right, *command]):
        return True
    say(f"apt-get could not install them. Once that is mended, run:\n  sudo {' '.join(command)}")
    return False


def _right_to_install() -> list[str] | None:
    """What to put before apt-get: nothing for root, sudo where it asks no password, None where we may not."""
    if os.geteuid() == 0:
        return []
    sudo = ["sudo", "--non-interactive"]
    if shutil.which("sudo") and subprocess.run([*sudo, "true"], capture_output=True, check=False).returncode == 0:
        return sudo
    return None


def _quietly(command: list[str]) -> bool:
    """Run apt-get without its chatter; what it says comes out only if it fails."""
    # Named on the command line, because sudo does not hand variables on.
    unattended = [*command[: command.index("apt-get")], "env", "DEBIAN_FRONTEND=noninteractive"]
    done = subprocess.run(
        [*unattended, *command[command.index("apt-get") :]], capture_output=True, text=True, check=False
    )
    if done.returncode:
        say((done.stdout + done.stderr).strip()[-2000:])
    return done.returncode == 0
