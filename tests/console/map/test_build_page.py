"""The page that folium builds names no other host, and lets nothing run but itself."""

import base64
import hashlib
import re
from pathlib import Path

from app import cli
from app.console.map import build_page
from app.console.map.page import FROZEN


def test_every_address_is_on_the_private_scheme() -> None:
    addresses = re.findall(r"""(?:src|href)=["']([^"']+)""", build_page.page())
    assert len(addresses) == 5
    assert all(address.startswith("console://app/") for address in addresses)
    assert "http" not in build_page.page().replace("http-equiv", "")


def test_the_policy_names_each_inline_part_by_its_hash() -> None:
    page = build_page.page()
    policy = page.split('content="', 1)[1].split('"', 1)[0]
    inline = re.findall(r"<(?:script|style)>(.*?)</(?:script|style)>", page, re.DOTALL)
    assert len(inline) == 5
    for part in inline:
        assert base64.b64encode(hashlib.sha256(part.encode()).digest()).decode() in policy
    assert "unsafe" not in policy
    assert policy.startswith("default-src 'none'")


def test_the_policy_stands_before_anything_that_it_governs() -> None:
    page = build_page.page()
    assert page.index("Content-Security-Policy") < page.index("<script")


def test_the_file_appears_whole(tmp_path: Path) -> None:
    target = tmp_path / "cache" / "map.html"
    assert build_page.main([str(target)]) == 0
    assert "L.map(" in target.read_text(encoding="utf-8")
    assert list(target.parent.iterdir()) == [target]


def test_a_frozen_program_builds_it_by_its_own_front_door(tmp_path: Path) -> None:
    target = tmp_path / "map.html"
    assert cli.main([*FROZEN[1:], str(target)]) == 0
    assert "L.map(" in target.read_text(encoding="utf-8")
