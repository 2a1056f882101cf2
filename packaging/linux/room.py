"""A file system of one's own to run programs in: namespaces instead of chroot, which forbids Chromium its sandbox."""

import contextlib
import os
import pathlib
import pwd
import shutil
import signal
import subprocess
import types
from typing import Self

HOLD = """
mount --make-rprivate /
mount --bind "$1" "$1"
cd "$1"
mkdir -p .before
mount -t proc proc proc
mount --rbind /dev dev
mount -t tmpfs tmpfs run
pivot_root . .before
umount -l /.before
echo ready
exec sleep infinity
"""
NEEDED = ("debootstrap", "unshare", "nsenter", "setpriv", "pivot_root", "dpkg-deb")
ENOUGH_S = 120


def why_not() -> str | None:
    """Why this computer can't make a room; None when it can."""
    if os.name != "posix" or os.geteuid() != 0:
        return "only root may make a clean system"
    lacking = [name for name in NEEDED if shutil.which(name) is None]
    if lacking:
        return f"not installed: {', '.join(lacking)}"
    tried = subprocess.run(["unshare", "--mount", "true"], capture_output=True, text=True, check=False)
    return f"no mount namespaces here: {tried.stderr.strip()}" if tried.returncode else None


class Room:
    """The root directory as a running system; on leaving, what still runs in it is ended."""

    def __init__(self, root: pathlib.Path, log: pathlib.Path) -> None:
        self.root = root
        self._log = log
        """What programs say that are left running."""

    def __enter__(self) -> Self:
        """Keep the namespace open with a process that only sleeps."""
        command = ["unshare", "--mount", "sh", "-e", "-c", HOLD, "hold", str(self.root)]
        self._holder = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        if not self._holder.stdout or self._holder.stdout.readline().strip() != "ready":
            raise SystemExit("The clean system can't be entered.")
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _failure: BaseException | None, _trace: types.TracebackType | None
    ) -> None:
        """End what is left in the room, the sleeper last."""
        for pid in self.processes(""):
            if pid != self._holder.pid:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
        self._holder.kill()
        self._holder.wait()

    def start(self, user: str, variables: dict[str, str], *command: str) -> "subprocess.Popen[bytes]":
        """Start a program in the room as one of its users, without any right that users lack."""
        entry = self._user(user)
        uid, gid = entry.pw_uid, entry.pw_gid
        enter = ["nsenter", f"--target={self._holder.pid}", "--mount", "--wd=/", "--"]
        rights = ["setpriv", f"--reuid={uid}", f"--regid={gid}", "--clear-groups", "--inh-caps=-all"]
        with self._log.open("ab") as log:
            return subprocess.Popen([*enter, *rights, *command], env=variables, stdout=log, stderr=log)

    def run(
        self, user: str, variables: dict[str, str], *command: str, may_fail: bool = False
    ) -> "subprocess.CompletedProcess[str]":
        """Run a program in the room to its end; its failure is only told, unless it may fail."""
        entry = self._user(user)
        enter = ["nsenter", f"--target={self._holder.pid}", "--mount", "--wd=/", "--"]
        rights = ["setpriv", f"--reuid={entry.pw_uid}", f"--regid={entry.pw_gid}", "--clear-groups"]
        done = subprocess.run(
            [*enter, *rights, *command], env=variables, capture_output=True, text=True, timeout=ENOUGH_S, check=False
        )
        if done.returncode and not may_fail:
            print(f"    {' '.join(command)} ended with {done.returncode}: {done.stderr.strip()[-1000:]}")
        return done

    def processes(self, argument: str) -> list[int]:
        """The processes in the room whose command line holds `argument`."""
        here = pathlib.Path(f"/proc/{self._holder.pid}/ns/mnt").readlink()
        found = []
        for folder in pathlib.Path("/proc").glob("[0-9]*"):
            with contextlib.suppress(OSError):
                if (folder / "ns" / "mnt").readlink() == here and argument.encode() in (
                    folder / "cmdline"
                ).read_bytes():
                    found.append(int(folder.name))
        return found

    def _user(self, name: str) -> pwd.struct_passwd:
        lines = (self.root / "etc" / "passwd").read_text(encoding="utf-8").splitlines()
        fields = next(line.split(":") for line in lines if line.startswith(f"{name}:"))
        return pwd.struct_passwd((*fields[:2], int(fields[2]), int(fields[3]), *fields[4:]))
