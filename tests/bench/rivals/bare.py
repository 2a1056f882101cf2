"""The ceiling: the same HTTP library answering 200 to whatever comes, without looking at it or storing it.

``python -m tests.bench.rivals.bare PORT``. No receiver in one Python process can be faster than this.
"""

import asyncio
import sys

from aiohttp import web


async def _answer(request: web.BaseRequest) -> web.Response:
    await request.read()
    return web.Response(body=b"{}", content_type="application/json")


async def _serve(port: int) -> None:
    runner = web.ServerRunner(web.Server(_answer, access_log=None), handle_signals=True)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(_serve(int(sys.argv[1])))
