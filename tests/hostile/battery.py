"""Requests that no honest sender makes: raw bytes for a socket, each with a name.

Every case carries a *valid* signature over the body it means, so that nothing but the listener's own strictness
stands between it and a false 200.
"""

import collections.abc
import json
import typing

from tests.journeys.program import share_body, signature

PATH = b"/data_share_handler"
CRLF = b"\r\n"


class Case(typing.NamedTuple):
    """One hostile request: what to send, piece by piece."""

    name: str
    raw: bytes


BODY = share_body(910_001)


def request(
    body: bytes = BODY,
    *,
    line: bytes = b"POST " + PATH + b" HTTP/1.1",
    host: bytes = b"Host: localhost\r\n",
    length: bytes | None = None,
    more: bytes = b"",
    signed: bytes | None = None,
) -> bytes:
    """A request that is good in everything that the case does not change."""
    size = b"Content-Length: %d\r\n" % len(body) if length is None else length
    sign = b"X-RapidSOS-Signature: " + signature(body).encode() + CRLF if signed is None else signed
    return line + CRLF + host + b"Content-Type: application/json\r\n" + sign + size + more + CRLF + body


def chunked(payload: bytes) -> bytes:
    """A chunked request whose chunks are given raw."""
    return request(b"", length=b"Transfer-Encoding: chunked\r\n", signed=signed_for(BODY)) + payload


def signed_for(body: bytes) -> bytes:
    """The signature line of a body."""
    return b"X-RapidSOS-Signature: " + signature(body).encode() + CRLF


ONE_CHUNK = b"%x\r\n%s\r\n0\r\n\r\n" % (len(BODY), BODY)
SIZE = b"Content-Length: %d\r\n" % len(BODY)


def _with(**changes: object) -> bytes:
    value = {**json.loads(BODY), **changes}
    return json.dumps(value).encode()


def _framing() -> collections.abc.Iterator[Case]:
    yield Case("length and chunked", request(length=SIZE + b"Transfer-Encoding: chunked\r\n"))
    yield Case("chunked and length", request(length=b"Transfer-Encoding: chunked\r\n" + SIZE))
    yield Case("two lengths that differ", request(length=SIZE + b"Content-Length: 5\r\n"))
    yield Case("two lengths alike", request(length=SIZE + SIZE))
    yield Case("negative length", request(length=b"Content-Length: -1\r\n"))
    yield Case("length with a plus", request(length=b"Content-Length: +%d\r\n" % len(BODY)))
    yield Case("length in hex", request(length=b"Content-Length: 0x%x\r\n" % len(BODY)))
    yield Case("length list", request(length=b"Content-Length: %d, %d\r\n" % (len(BODY), len(BODY))))
    yield Case("length of letters", request(length=b"Content-Length: many\r\n"))
    yield Case("huge length", request(length=b"Content-Length: 99999999999999999999\r\n"))
    yield Case(
        "gzip, chunked",
        request(b"", length=b"Transfer-Encoding: gzip, chunked\r\n", signed=signed_for(BODY)) + ONE_CHUNK,
    )
    yield Case(
        "chunked twice",
        request(b"", length=b"Transfer-Encoding: chunked, chunked\r\n", signed=signed_for(BODY)) + ONE_CHUNK,
    )
    yield Case("unknown coding", request(length=SIZE + b"Transfer-Encoding: cow\r\n"))
    yield Case("chunk size not hex", chunked(b"zz\r\n" + BODY + b"\r\n0\r\n\r\n"))
    yield Case("chunk size negative", chunked(b"-1\r\n" + BODY + b"\r\n0\r\n\r\n"))
    yield Case("chunk size with 0x", chunked(b"0x%x\r\n" % len(BODY) + BODY + b"\r\n0\r\n\r\n"))
    yield Case("chunk without its end", chunked(b"%x\r\n" % len(BODY) + BODY + b"XX0\r\n\r\n"))
    yield Case("chunk size of 20 digits", chunked(b"f" * 20 + b"\r\n" + BODY + b"\r\n0\r\n\r\n"))
    yield Case("chunk with bare LF", chunked(b"%x\n%s\n0\n\n" % (len(BODY), BODY)))


def _request_lines() -> collections.abc.Iterator[Case]:
    yield Case("no host", request(host=b""))
    yield Case("two hosts", request(host=b"Host: a\r\nHost: b\r\n"))
    yield Case("HTTP/2.0", request(line=b"POST " + PATH + b" HTTP/2.0"))
    yield Case("HTTP/9.9", request(line=b"POST " + PATH + b" HTTP/9.9"))
    yield Case("no version", request(line=b"POST " + PATH))
    yield Case("lower-case version", request(line=b"POST " + PATH + b" http/1.1"))
    yield Case("garbage version", request(line=b"POST " + PATH + b" HTTP/1.x"))
    yield Case("lower-case method", request(line=b"post " + PATH + b" HTTP/1.1"))
    yield Case("tab for space", request(line=b"POST\t" + PATH + b"\tHTTP/1.1"))
    yield Case("path with NUL", request(line=b"POST " + PATH + b"\x00 HTTP/1.1"))
    yield Case("absolute path elsewhere", request(line=b"POST /elsewhere HTTP/1.1"))
    yield Case("path twice encoded", request(line=b"POST /data_share_handler%2f HTTP/1.1"))
    yield Case("path with dots", request(line=b"POST /x/../data_share_handler HTTP/1.1"))
    yield Case("GET", request(line=b"GET " + PATH + b" HTTP/1.1"))
    yield Case("PUT", request(line=b"PUT " + PATH + b" HTTP/1.1"))
    yield Case("DELETE", request(line=b"DELETE " + PATH + b" HTTP/1.1"))
    yield Case("TRACE", request(line=b"TRACE " + PATH + b" HTTP/1.1"))
    yield Case("CONNECT", request(line=b"CONNECT localhost:1 HTTP/1.1"))
    yield Case("OPTIONS *", request(line=b"OPTIONS * HTTP/1.1"))


def _headers() -> collections.abc.Iterator[Case]:
    yield Case("folded header", request(more=b"X-Fold: a\r\n b\r\n"))
    yield Case("space before colon", request(more=b"X-Space : a\r\n"))
    yield Case("header without colon", request(more=b"nonsense\r\n"))
    yield Case("header name empty", request(more=b": a\r\n"))
    yield Case("NUL in header", request(more=b"X-Nul: a\x00b\r\n"))
    yield Case("bare CR in header", request(more=b"X-Cr: a\rb\r\n"))
    yield Case("bare LF lines", request().replace(b"\r\n", b"\n", 3))
    yield Case("5,000 headers", request(more=b"".join(b"X-%d: 1\r\n" % n for n in range(5_000))))
    yield Case("header of 128 KiB", request(more=b"X-Long: " + b"a" * 131_072 + b"\r\n"))
    yield Case("path of 64 KiB", request(line=b"POST /" + b"a" * 65_536 + b" HTTP/1.1"))
    yield Case("two signatures", request(more=b"X-RapidSOS-Signature: " + b"0" * 40 + b"\r\n"))
    yield Case("signature in UTF-8", request(signed="X-RapidSOS-Signature: ümlaut\r\n".encode()))
    yield Case("signature of 40 KiB", request(signed=b"X-RapidSOS-Signature: " + b"a" * 40_960 + b"\r\n"))
    yield Case("gzip body", request(more=b"Content-Encoding: gzip\r\n"))
    yield Case("unknown encoding", request(more=b"Content-Encoding: zip\r\n"))
    yield Case("expect something else", request(more=b"Expect: 200-ok\r\n"))


def _not_http() -> collections.abc.Iterator[Case]:
    yield Case("TLS hello", bytes.fromhex("16030100a5010000a10303") + b"\x00" * 160)
    yield Case("SSH banner", b"SSH-2.0-OpenSSH_9.2\r\n\r\n")
    yield Case("HTTP/2 preface", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")
    yield Case("noise", bytes(range(256)) * 8)
    yield Case("newlines", b"\r\n" * 2_000)


def _not_json() -> collections.abc.Iterator[Case]:
    yield Case("empty body", request(b""))
    yield Case("body too large", request(_with(filler="x" * 300_000)))
    yield Case("nesting bomb", request(b"[" * 100_000 + b"]" * 100_000))
    yield Case("object bomb", request(b'{"a":' * 20_000 + b"1" + b"}" * 20_000))
    yield Case("nested 33 deep", request(_with(deep=json.loads("[" * 32 + "]" * 32))))
    yield Case("invalid UTF-8", request(BODY[:-1] + b', "x": "\xff"}'))
    yield Case("overlong UTF-8", request(BODY[:-1] + b', "x": "\xc0\xaf"}'))
    yield Case("UTF-16", request(BODY.decode().encode("utf-16")))
    yield Case("duplicate key", request(BODY[:-1] + b', "query": "12175550143"}'))
    yield Case("duplicate key deep", request(BODY[:-1] + b', "x": {"y": [{"a": 1, "a": 2}]}}'))
    yield Case("NaN", request(BODY[:-1] + b', "x": NaN}'))
    yield Case("minus Infinity", request(BODY[:-1] + b', "x": -Infinity}'))
    yield Case("lone surrogate", request(BODY[:-1] + b', "x": "\\ud800"}'))
    yield Case("lone surrogate in a key", request(BODY[:-1] + b', "\\udc00": 1}'))
    yield Case("two values", request(BODY + BODY))
    yield Case("trailing comma", request(BODY[:-1] + b",}"))
    yield Case("single quotes", request(BODY.replace(b'"', b"'")))
    yield Case("comment", request(BODY + b"// hello"))
    yield Case("array", request(b"[" + BODY + b"]"))
    yield Case("string", request(b'"share"'))
    yield Case("null", request(b"null"))
    yield Case("two byte-order marks", request(b"\xef\xbb\xbf\xef\xbb\xbf" + BODY))


def _not_a_share() -> collections.abc.Iterator[Case]:
    yield Case("token is a number", request(_with(access_token=5)))
    yield Case("token not ASCII", request(_with(access_token="tök")))
    yield Case("token with control", request(_with(access_token="a\nb")))
    yield Case("token of 4,097", request(_with(access_token="a" * 4_097)))
    yield Case("query is a list", request(_with(query=["12175550143"])))
    yield Case("query is true", request(_with(query=True)))
    yield Case("query is a float", request(_with(query=12175550143.5)))
    yield Case("phone of 6 digits", request(_with(query="555014")))
    yield Case("phone of 16 digits", request(_with(query="1217555014301234")))
    yield Case("box is null", request(_with(bounding_box=None)))


def _unsigned() -> collections.abc.Iterator[Case]:
    yield Case("unsigned", request(signed=b""))
    yield Case("empty signature", request(signed=b"X-RapidSOS-Signature: \r\n"))
    yield Case("zero signature", request(signed=b"X-RapidSOS-Signature: " + b"0" * 40 + b"\r\n"))
    yield Case("SHA-256 signature", request(signed=b"X-RapidSOS-Signature: sha256=" + b"0" * 64 + b"\r\n"))
    yield Case("signature of another body", request(signed=signed_for(b"{}")))
    yield Case("unsigned and not JSON", request(b"hello", signed=b""))


CASES = (*_framing(), *_request_lines(), *_headers(), *_not_http(), *_not_json(), *_not_a_share(), *_unsigned())
