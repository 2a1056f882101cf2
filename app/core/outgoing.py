"""Requests to addresses that people chose: a pager, the public address, maps, pictures. None of them may harm us."""

import asyncio
import collections.abc
import importlib.util
import time
import typing
import urllib.parse
import urllib.request

import msgspec

if typing.TYPE_CHECKING:
    import ssl

    import httpx

_VARIABLES = {"http": "HTTP_PROXY", "https": "HTTPS_PROXY", "all": "ALL_PROXY"}
_SCHEMES = frozenset({"http", "https"})
_SOCKS = frozenset({"socks5", "socks5h"})


def proxy_problem() -> str | None:
    """Why a proxy of this process's environment can't be used, without its address; None if all can, or none is set."""
    schemes = _SCHEMES | (_SOCKS if importlib.util.find_spec("socksio") else frozenset())
    for name, value in urllib.request.getproxies().items():
        if name in _VARIABLES and not _is_usable(value, schemes):
            return (
                f"The proxy in {_VARIABLES[name]} of the environment can't be used: it has to begin with http:// or "
                "https:// and name a host. The proxies of the environment are left out until it is corrected."
            )
    return None


def _is_usable(value: str, schemes: collections.abc.Set[str]) -> bool:
    try:
        parts = urllib.parse.urlsplit(value if "://" in value else f"http://{value}")
        return parts.scheme in schemes and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


def client(*, loopback: bool = False, **options: typing.Any) -> "httpx.AsyncClient":  # noqa: ANN401 httpx's own
    """A client by the environment's proxies, or by none of them when one can't be used; it never builds a redirect."""
    import httpx  # noqa: PLC0415 it takes 0.1 s to load, which neither the station's nor the window's start waits for

    hooks = {"response": [without_location]}
    if not loopback and proxy_problem() is None:
        try:
            return httpx.AsyncClient(trust_env=True, event_hooks=hooks, **options)
        except (ValueError, ImportError, httpx.InvalidURL):
            pass  # what NO_PROXY and the system's own settings hold is checked by nobody else
    return httpx.AsyncClient(trust_env=False, event_hooks=hooks, **options)


async def without_location(response: "httpx.Response") -> None:
    """The library builds the next request even where it is not to follow, and fails on a ``Location: foo:bar``."""
    if "location" in response.headers:
        response.extensions["location"] = response.headers.pop("location")


def location(response: "httpx.Response") -> str | None:
    """Where an answer of ``client`` leads; untrusted, and not followed."""
    found = response.extensions.get("location")
    return found if isinstance(found, str) and response.status_code // 100 == 3 else None  # noqa: PLR2004 redirects


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """A status, or why none came."""

    status: int = 0
    took_ms: float = 0.0
    problem: str = ""

    @property
    def failure(self) -> str:
        """What went wrong in a few words; nothing for a 2xx."""
        if self.problem:
            return self.problem
        return "" if self.status // 100 == 2 else f"HTTP {self.status}"  # noqa: PLR2004 success


class Errand(msgspec.Struct, frozen=True, kw_only=True):
    """One request; ``within_s`` bounds all of it, from the name to the answer's head, however slowly that drips."""

    method: str
    url: str
    headers: dict[str, str]
    within_s: float
    body: bytes | None = None
    loopback: bool = False


async def run(errand: Errand, verify: "ssl.SSLContext") -> Outcome:
    """Send it once. The answer's body is not read: it may have no end, or unpack into more than there is room for."""
    began = time.perf_counter()
    try:
        async with asyncio.timeout(errand.within_s):
            async with client(loopback=errand.loopback, timeout=errand.within_s, verify=verify) as one:
                request = one.build_request(errand.method, errand.url, content=errand.body, headers=errand.headers)
                answer = await one.send(request, stream=True)
                took_ms = (time.perf_counter() - began) * 1000
                await answer.aclose()
    except TimeoutError:
        return Outcome(problem=f"no answer within {errand.within_s:g} s")
    except Exception as error:  # noqa: BLE001 whatever an address does to the library, the caller has others to ask
        return Outcome(problem=f"no answer ({type(error).__name__})")
    return Outcome(status=answer.status_code, took_ms=took_ms)
