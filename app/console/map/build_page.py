"""Builds the map page with folium. Runs in a process of its own: folium costs 0.4 s to import, the console none of it.

``python build_page.py FILE`` writes the page; every asset it names lies on the console's private scheme.
"""

import base64
import hashlib
import os
import re
import sys
from pathlib import Path

ORIGIN = "console://app/"
UNITED_STATES = (39.5, -98.35)
INLINE = re.compile(r"<(script|style)>(.*?)</\1>", re.DOTALL)
SCRIPTS = [("leaflet_js", f"{ORIGIN}leaflet.js"), ("channel_js", f"{ORIGIN}qwebchannel.js")]
STYLES = [("leaflet_css", f"{ORIGIN}leaflet.css"), ("map_css", f"{ORIGIN}map.css")]


def page() -> str:
    """The whole page, with a policy that lets nothing run or load but what is named here."""
    import folium  # noqa: PLC0415 its import binds a socket and takes 0.4 s: only the process that builds pays
    from branca.element import Element, Figure  # noqa: PLC0415 as folium

    chart = folium.Map(
        location=UNITED_STATES,
        zoom_start=4,
        tiles=None,
        prefer_canvas=True,
        zoom_control=False,
        attribution_control=False,
        zoom_animation=False,
        fade_animation=False,
        inertia=False,
        world_copy_jump=True,
        zoom_snap=0.5,
    )
    chart.default_js, chart.default_css = SCRIPTS, STYLES  # in place of folium's ten addresses of other hosts
    figure = chart.get_root()
    assert isinstance(figure, Figure)  # noqa: S101 narrows folium's wider type
    figure.html.add_child(Element(f'<script type="module" src="{ORIGIN}console_map.js"></script>'))
    return with_policy(figure.render())


def with_policy(html: str) -> str:
    """The page with a Content-Security-Policy that allows its own inline parts by their SHA-256."""
    hashes: dict[str, list[str]] = {"script": [], "style": []}
    for kind, body in INLINE.findall(html):
        digest = base64.b64encode(hashlib.sha256(body.encode()).digest()).decode()
        hashes[kind].append(f"'sha256-{digest}'")
    policy = "; ".join(
        (
            "default-src 'none'",
            f"script-src {ORIGIN} {' '.join(hashes['script'])}",
            f"style-src {ORIGIN} {' '.join(hashes['style'])}",
            f"connect-src {ORIGIN}",
            f"img-src {ORIGIN} data:",
            "base-uri 'none'",
            "form-action 'none'",
        ),
    )
    return html.replace("<head>", f'<head>\n<meta http-equiv="Content-Security-Policy" content="{policy}">', 1)


def main(arguments: list[str]) -> int:
    """Writes the page to the file named; a reader never sees half of it."""
    target = Path(arguments[0])
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = target.with_suffix(f".{os.getpid()}.draft")
    draft.write_text(page(), encoding="utf-8")
    draft.replace(target)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
