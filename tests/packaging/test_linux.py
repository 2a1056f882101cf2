"""What the Debian package installs: a hardened service, a socket, a launcher, and scripts that keep data."""

import argparse
import configparser
import importlib.util
import io
import re
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path
from types import ModuleType

import pytest

from app import cli
from app.core.errors import Exit
from app.protocol.settings import SettingOrigin
from app.settings import DEFAULT_PORT, Settings, SettingsSources
from app.station.cli import secrets
from app.station.secrets.secrets import NAMES, file_name
from tests.needed import needed

PACKAGING = Path(__file__).resolve().parents[2] / "packaging"
LINUX = PACKAGING / "linux"
MOST_EXPOSED = 2.0
"""Of 10, by systemd's own count; a service without hardening has 9.6."""


def unit(name: str) -> configparser.ConfigParser:
    read = configparser.ConfigParser(strict=False, interpolation=None)
    read.optionxform = str  # type: ignore[assignment,method-assign]  # keys keep their case, as systemd reads them
    read.read_string((LINUX / name).read_text(encoding="utf-8"))
    return read


def module(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec
    assert spec.loader
    found = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(found)
    return found


def test_the_service_has_a_user_of_its_own_and_keeps_its_data_to_itself() -> None:
    service = unit("watchfloor-station.service")["Service"]
    assert service["User"] == "watchfloor"
    assert service["StateDirectoryMode"] == "0700"
    assert service["ExecStart"].endswith("--data-dir /var/lib/watchfloor")


def test_how_exposed_the_service_is_by_systemds_own_count(tmp_path: Path) -> None:
    units = tmp_path / "usr/lib/systemd/system"
    units.mkdir(parents=True)
    shutil.copy(LINUX / "watchfloor-station.service", units)
    analyze = needed("systemd-analyze", "systemd")
    command = [analyze, "security", "--offline=true", f"--root={tmp_path}", "watchfloor-station.service"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env={"PATH": "/usr/bin:/bin"})
    if "unrecognized option" in done.stderr:
        pytest.skip("this systemd can't look at files offline")
    level = re.search(r"Overall exposure level for \S+: ([0-9.]+)", done.stdout)
    assert level, done.stderr
    assert float(level[1]) <= MOST_EXPOSED


def test_the_socket_is_on_loopback_at_the_stations_own_port() -> None:
    assert unit("watchfloor-station.socket")["Socket"]["ListenStream"] == f"127.0.0.1:{DEFAULT_PORT}"


def test_the_launcher_names_the_installed_program_and_icon() -> None:
    entry = unit("watchfloor.desktop")["Desktop Entry"]
    assert entry["Exec"] == "watchfloor"
    assert (PACKAGING / "icons" / f"{entry['Icon']}.svg").exists()


def test_the_manual_page_names_every_secret_as_the_station_reads_it() -> None:
    page = (LINUX / "watchfloor.1").read_text(encoding="utf-8").replace("\\-", "-")
    assert all(file_name(name).removeprefix("watchfloor_") in page for name in NAMES)


def test_the_manual_page_tells_every_command_every_option_and_every_way_it_ends() -> None:
    page = (LINUX / "watchfloor.1").read_text(encoding="utf-8").replace("\\-", "-")
    assert all(command in page for command in cli.COMMANDS)
    parser = argparse.ArgumentParser()
    secrets.add_arguments(parser)
    asked = subprocess.run([sys.executable, "-m", "app", "--help"], capture_output=True, text=True, check=True)
    assert all(option in page for option in set(re.findall(r"--[a-z-]+", asked.stdout)) - {"--help"})
    kept = next(action for action in parser._actions if isinstance(action, argparse._SubParsersAction))
    assert all(command in page for command in kept.choices)
    ends = page[page.index(".SH EXIT STATUS") :]
    assert all(re.search(rf"\b{code.value} ", ends) for code in Exit)


def test_the_administrators_file_says_nothing_until_it_is_changed_and_each_of_its_lines_would_do(
    tmp_path: Path,
) -> None:
    file = LINUX / "settings.toml"
    as_installed = SettingsSources(tmp_path, {}, {}, lock=file).load()
    assert as_installed == Settings()
    offered = [line.removeprefix("# ") for line in file.read_text(encoding="utf-8").splitlines() if " = " in line]
    assert len(offered) > 8
    for line in offered:
        (tmp_path / "lock.toml").write_text(line, encoding="utf-8")
        sources = SettingsSources(tmp_path, {}, {}, lock=tmp_path / "lock.toml")
        sources.load()
        assert sources.chosen()[line.partition(" ")[0]][1].origin is SettingOrigin.LOCK


@pytest.mark.skipif(shutil.which("dpkg-deb") is None, reason="dpkg-deb is not installed here")
def test_what_the_package_lays_where(tmp_path: Path) -> None:
    folder = tmp_path / "watchfloor"
    folder.mkdir()
    (folder / "watchfloor").touch(0o755)
    package = module(LINUX / "deb.py").build(folder, tmp_path / "out", "0.0.1")
    listed = subprocess.run(["dpkg-deb", "--contents", str(package)], capture_output=True, text=True, check=True).stdout
    laid = {line.split()[5].removeprefix("."): line for line in listed.splitlines()}
    assert laid["/etc/watchfloor/settings.toml"].startswith("-rw-r--r-- root/root")
    assert laid["/etc/watchfloor/"].startswith("drwxr-xr-x root/root")
    assert {
        "/usr/share/doc/watchfloor/examples/nginx.conf",
        "/usr/lib/systemd/system/watchfloor-station.socket",
    } <= set(laid)
    fields = subprocess.run(["dpkg-deb", "--ctrl-tarfile", str(package)], capture_output=True, check=True).stdout
    with tarfile.open(fileobj=io.BytesIO(fields)) as control:
        conffiles = control.extractfile("./conffiles")
        assert conffiles is not None
        assert conffiles.read() == b"/etc/watchfloor/settings.toml\n"
    subprocess.run(["dpkg-deb", "--extract", str(package), str(tmp_path / "there")], check=True)
    manual = tmp_path / "there/usr/share/doc/watchfloor/manual.pdf"
    assert manual.read_bytes()[:5] == b"%PDF-"


def test_systemd_understands_the_units(tmp_path: Path) -> None:
    units = tmp_path / "usr/lib/systemd/system"
    units.mkdir(parents=True)
    for file in sorted(LINUX.glob("watchfloor-station.*")):
        text = file.read_text(encoding="utf-8")
        # The program and its manual page are not installed where this runs.
        text = text.replace("/usr/bin/watchfloor", sys.executable).replace("Documentation=man:watchfloor(1)\n", "")
        (units / file.name).write_text(text, encoding="utf-8")
    asked = [needed("systemd-analyze", "systemd"), "verify", *map(str, sorted(units.iterdir()))]
    done = subprocess.run(asked, capture_output=True, text=True, check=False, env={"PATH": "/usr/bin:/bin"})
    assert (done.returncode, [line for line in done.stderr.splitlines() if "watchfloor" in line]) == (0, [])


@pytest.mark.skipif(shutil.which("sh") is None, reason="maintainer scripts are for sh")
@pytest.mark.parametrize("script", ["postinst", "prerm", "postrm"])
def test_the_scripts_can_be_read_by_sh(script: str) -> None:
    assert subprocess.run(["sh", "-n", str(LINUX / "debian" / script)], check=False).returncode == 0


def test_only_a_purge_takes_data() -> None:
    lines = (LINUX / "debian" / "postrm").read_text(encoding="utf-8").splitlines()
    taken = next(number for number, line in enumerate(lines) if "rm -rf" in line)
    assert lines[taken - 1] == 'if [ "$1" = purge ]; then'
    for script in ("postinst", "prerm"):
        assert "rm -" not in (LINUX / "debian" / script).read_text(encoding="utf-8")


def test_the_bill_names_what_is_shipped_and_no_tool() -> None:
    bill = module(PACKAGING / "bill_of_materials.py")
    shipped = bill.shipped()
    assert {"aiohttp", "pyside6", "folium", "numpy"} <= set(shipped)
    assert not {"pytest", "ruff", "mypy", "pyinstaller"} & set(shipped)
    components = bill.python_packages()
    assert all(one["licenses"][0]["license"]["name"] and one["properties"] for one in components)
    assert all(one["purl"].startswith("pkg:pypi/") for one in components)


@pytest.mark.parametrize("file", ["windows/watchfloor.iss", "macos/dmg.sh", "macos/Info.plist"])
def test_what_was_never_built_says_so(file: str) -> None:
    assert "NOT BUILT HERE" in (PACKAGING / file).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("file", "place"),
    [
        ("windows/watchfloor.iss", r"{commonappdata}\watchfloor"),
        ("macos/dmg.sh", "/Library/Application Support/watchfloor"),
    ],
)
def test_the_other_systems_name_the_administrators_folder_and_bring_the_manual(file: str, place: str) -> None:
    text = (PACKAGING / file).read_text(encoding="utf-8")
    assert place in text
    assert "settings.toml" in text
    assert "manual_pdf.py" in text
