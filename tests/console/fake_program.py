"""Stands in for the program that the console starts: `station`, `stop` and `simulator` as the first argument."""

import json
import os
import pathlib
import socket
import sys


def main() -> int:
    room, *arguments = sys.argv[1:]
    with pathlib.Path(os.environ["FAKE_PROGRAM_TOLD"]).open("a", encoding="utf-8") as file:
        file.write(json.dumps({"room": room, "arguments": arguments, "secret": os.environ.get("FAKE_SECRET")}) + "\n")
    if room == "station":
        return _station(pathlib.Path(arguments[arguments.index("--data-dir") + 1]))
    if room == "simulator":
        sys.stdin.read()
    return int(os.environ.get("FAKE_PROGRAM_STOP_FAILS", "0")) if room == "stop" else 0


def _station(data_dir: pathlib.Path) -> int:
    if os.environ.get("FAKE_PROGRAM_REFUSES"):
        sys.stderr.write("watchfloor: The port 8911 is in use. Choose another with --port.\n")
        return max(int(os.environ["FAKE_PROGRAM_REFUSES"]), 5)
    with socket.create_server(("127.0.0.1", 0)) as door:
        url = f"http://127.0.0.1:{door.getsockname()[1]}"
        desk = {"url": url, "token": "t", "pid": os.getpid(), "simulator": {"FAKE_SECRET": "s"}}
        (data_dir / "desk.json").write_text(json.dumps(desk), encoding="utf-8")
        while True:
            door.accept()[0].close()


if __name__ == "__main__":
    sys.exit(main())
