"""A way to PostgreSQL that can break: between a client and the server's socket, on a port of this machine."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path


class Relay:
    """Passes bytes on, unless `down`. With `swallow_commit` the next COMMIT is heard, but its answer never arrives."""

    def __init__(self, socket: Path) -> None:
        self.swallow_commit = False
        self.down = False
        self.commits_swallowed = 0
        self._socket = socket
        self._lines: set[asyncio.Task[None]] = set()

    async def connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One client, until either side hangs up."""
        there = await asyncio.open_unix_connection(str(self._socket))
        ways = [asyncio.create_task(self._out(reader, there[1])), asyncio.create_task(self._back(there[0], writer))]
        self._lines.update(ways)
        await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
        for way in ways:
            way.cancel()
        await asyncio.gather(*ways, return_exceptions=True)
        self._lines.difference_update(ways)
        for end in (writer, there[1]):
            end.close()

    def cut(self) -> None:
        """Hangs up on everybody, and lets nobody in."""
        self.down = True
        for line in self._lines:
            line.cancel()

    async def _out(self, client: asyncio.StreamReader, server: asyncio.StreamWriter) -> None:
        while not self.down and (sent := await client.read(65_536)):
            if self.swallow_commit and b"COMMIT" in sent:
                self.commits_swallowed += 1
            server.write(sent)
            await server.drain()

    async def _back(self, server: asyncio.StreamReader, client: asyncio.StreamWriter) -> None:
        while not self.down and (got := await server.read(65_536)):
            if self.swallow_commit and self.commits_swallowed:
                self.swallow_commit = False
                return
            client.write(got)
            await client.drain()


@asynccontextmanager
async def relayed(url: str) -> AsyncGenerator[tuple[str, Relay]]:
    """An address that leads to the server of `url` through a relay."""
    relay = Relay(Path(url.partition("?host=")[2]) / ".s.PGSQL.5432")
    listening = await asyncio.start_server(relay.connected, "127.0.0.1", 0)
    port = listening.sockets[0].getsockname()[1]
    try:
        yield f"postgresql://postgres@127.0.0.1:{port}/postgres", relay
    finally:
        relay.cut()
        listening.close()
