"""Lays JSON text out in lines by white space alone: every other sign stays as it was received, numbers included."""

import re

INDENT = "  "
_SIGN = re.compile(r'"(?:[^"\\]|\\.)*"?|[{}\[\],:]|[^\s{}\[\],:"]+')


def laid_out(untrusted: str) -> str:
    """The text in lines; what is no JSON comes out as it went in."""
    if not untrusted.lstrip("\ufeff \t\r\n").startswith(("{", "[")):
        return untrusted
    written: list[str] = []
    depth = 0
    for sign in _SIGN.findall(untrusted):
        if sign in "}]":
            depth = max(depth - 1, 0)
            written.append("\n" + INDENT * depth)
        written.append(sign)
        if sign in "{[":
            depth += 1
        if sign in "{[,":
            written.append("\n" + INDENT * depth)
        elif sign == ":":
            written.append(" ")
    return re.sub(r"([{\[])\s+([}\]])", r"\1\2", "".join(written))
