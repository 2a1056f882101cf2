"""The Debian package from PyInstaller's folder, by plain dpkg-deb. `deb.py FOLDER OUT VERSION` prints its path."""

import gzip
import pathlib
import shutil
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
ARCHITECTURE = "amd64"
HOME = "usr/lib/watchfloor"
RUN_BY_ALL, READ_BY_ALL = 0o755, 0o644
COMPRESSION = ["-Zzstd", "-z9"]
"""175 MB in 5 s; xz -6 saves 30 MB and takes 163 s (measured)."""

CONTROL = """\
Package: watchfloor
Version: {version}
Architecture: {architecture}
Maintainer: Watchfloor developers <watchfloor@example.org>
Installed-Size: {kibibytes}
Depends: adduser, libc6 (>= 2.36), libegl1, libgl1, libasound2, libpulse0, libdrm2, libbrotli1, fontconfig, \
fonts-dejavu-core | fonts-noto-core
Recommends: gnome-keyring | kwalletmanager | keepassxc
Section: comm
Priority: optional
Description: console of a monitoring center for 911 calls shared through RapidSOS
 Receives, records and shows the calls that RapidSOS Data Share sends, follows where
 each caller is, and starts callflows back out. A station without a window comes along
 as a systemd service that is not started until it is enabled.
 .
 A supplement, never in place of the location that comes with a call. Not made or
 endorsed by RapidSOS.
"""
PLACES = {
    "watchfloor.desktop": "usr/share/applications",
    "watchfloor-station.service": "usr/lib/systemd/system",
    "watchfloor-station.socket": "usr/lib/systemd/system",
}
SETTINGS = "etc/watchfloor/settings.toml"
"""A conffile: dpkg leaves an administrator's changes alone."""
PAPERS = {"LICENSE": "copyright", "NOTICE": "NOTICE", "CHANGELOG.md": "changelog.md"}


def build(folder: pathlib.Path, out: pathlib.Path, version: str) -> pathlib.Path:
    """Lay out what the package installs beside `out`, pack it there, and return its path.

    Raises:
        subprocess.CalledProcessError: dpkg-deb, the icon painter or the manual's printer failed.
    """
    tree = out / "deb"
    shutil.rmtree(tree, ignore_errors=True)
    shutil.copytree(folder, tree / HOME, symlinks=True)
    _program_in_path(tree)
    _desktop(tree)
    _copy(HERE / "settings.toml", tree / SETTINGS)
    _papers(tree, version)
    _readable(tree)
    _control(tree, version)
    package = out / f"watchfloor_{version}_{ARCHITECTURE}.deb"
    command = ["dpkg-deb", "--root-owner-group", *COMPRESSION, "--build", str(tree), str(package)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    shutil.rmtree(tree)
    return package


def _program_in_path(tree: pathlib.Path) -> None:
    link = tree / "usr" / "bin" / "watchfloor"
    link.parent.mkdir(parents=True)
    link.symlink_to(f"../../{HOME}/watchfloor")


def _desktop(tree: pathlib.Path) -> None:
    for name, place in PLACES.items():
        _copy(HERE / name, tree / place / name)
    icons = tree / "usr" / "share" / "icons" / "hicolor"
    _copy(ROOT / "packaging" / "icons" / "watchfloor.svg", icons / "scalable" / "apps" / "watchfloor.svg")
    painted = tree / "icons"
    subprocess.run([sys.executable, str(ROOT / "packaging" / "icons" / "make_icons.py"), str(painted)], check=True)
    for picture in sorted(painted.iterdir()):
        size = picture.stem.rpartition("-")[2]
        _copy(picture, icons / f"{size}x{size}" / "apps" / "watchfloor.png")
    shutil.rmtree(painted)


def _papers(tree: pathlib.Path, version: str) -> None:
    papers = tree / "usr" / "share" / "doc" / "watchfloor"
    for name, called in PAPERS.items():
        _copy(ROOT / name, papers / called)
    for example in sorted((ROOT / "packaging" / "proxy").iterdir()):
        _copy(example, papers / "examples" / example.name)
    writer = [sys.executable, str(ROOT / "packaging" / "manual_pdf.py"), str(papers / "manual.pdf")]
    subprocess.run(writer, check=True, stdout=subprocess.DEVNULL)
    page = (HERE / "watchfloor.1").read_text(encoding="utf-8").replace("@VERSION@", version)
    manual = tree / "usr" / "share" / "man" / "man1" / "watchfloor.1.gz"
    manual.parent.mkdir(parents=True)
    manual.write_bytes(gzip.compress(page.encode(), mtime=0))


def _readable(tree: pathlib.Path) -> None:
    """Readable by every user, whatever the umask of who built it; executable stays executable."""
    for path in [tree, *tree.rglob("*")]:
        if not path.is_symlink():
            run = path.is_dir() or path.stat().st_mode & 0o100
            path.chmod(RUN_BY_ALL if run else READ_BY_ALL)


def _control(tree: pathlib.Path, version: str) -> None:
    size = sum(path.stat().st_size for path in tree.rglob("*") if path.is_file() and not path.is_symlink())
    control = tree / "DEBIAN"
    control.mkdir()
    control.chmod(RUN_BY_ALL)
    words = CONTROL.format(version=version, architecture=ARCHITECTURE, kibibytes=size // 1024)
    (control / "control").write_text(words, encoding="utf-8")
    (control / "control").chmod(READ_BY_ALL)
    (control / "conffiles").write_text(f"/{SETTINGS}\n", encoding="ascii")
    (control / "conffiles").chmod(READ_BY_ALL)
    for script in sorted((HERE / "debian").iterdir()):
        shutil.copyfile(script, control / script.name)
        (control / script.name).chmod(RUN_BY_ALL)


def _copy(file: pathlib.Path, to: pathlib.Path) -> None:
    to.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(file, to)


def main(folder: str, out: str, version: str) -> None:
    """Build, and print the package's path."""
    target = pathlib.Path(out)
    target.mkdir(parents=True, exist_ok=True)
    print(build(pathlib.Path(folder), target, version))


if __name__ == "__main__":
    main(*sys.argv[1:])
