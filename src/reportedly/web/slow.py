"""HTTP over one connection, which is cut off when what it sends, or takes, does not come in time."""

from __future__ import annotations

import asyncio
from typing import Any

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

HEAD_SECONDS = 10.0
"""In which a request line and its headers have to be there, from the first byte or from the connection on."""

TAKE_SECONDS = 60.0
"""In which a client has to take what it asked for, as far as it is held up."""


class Patient(H11Protocol):
    """uvicorn's own, which waits for ever for a head that comes byte by byte, and for an answer to be taken."""

    head_seconds = HEAD_SECONDS
    take_seconds = TAKE_SECONDS

    def __init__(self, *words: Any, **named: Any) -> None:
        super().__init__(*words, **named)
        self._head: asyncio.TimerHandle | None = None
        self._take: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for the first head."""
        super().connection_made(transport)
        self._expect_head()

    def data_received(self, data: bytes) -> None:
        """Take what came."""
        super().data_received(data)
        self._expect_head()

    def on_response_complete(self) -> None:
        """Wait for the next head, or for the rest of a body that nobody wants."""
        super().on_response_complete()
        self._expect_head()

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget what was waited for."""
        for timer in (self._head, self._take):
            if timer is not None:
                timer.cancel()
        self._head = self._take = None
        super().connection_lost(exc)

    def pause_writing(self) -> None:
        """Begin to wait for what was sent to be taken."""
        super().pause_writing()
        if self._take is None:
            self._take = self.loop.call_later(self.take_seconds, self.transport.abort)

    def resume_writing(self) -> None:
        """Be content: it was taken."""
        super().resume_writing()
        if self._take is not None:
            self._take.cancel()
            self._take = None

    def timeout_keep_alive_handler(self) -> None:
        """Close a connection on which nothing more is asked, whether or not its last answer was taken."""
        super().timeout_keep_alive_handler()
        self.loop.call_later(self.take_seconds, self.transport.abort)

    def _expect_head(self) -> None:
        """Run the clock while the client has yet to say what it wants, or sends what is thrown away."""
        answered = self.cycle is not None and self.cycle.response_complete
        waiting = self.conn.their_state is h11.IDLE and not self._keeps_alive()
        thrown = answered and self.conn.their_state is h11.SEND_BODY
        if not (waiting or thrown):
            if self._head is not None:
                self._head.cancel()
                self._head = None
        elif self._head is None:
            self._head = self.loop.call_later(self.head_seconds, self._cut)

    def _keeps_alive(self) -> bool:
        """Whether nothing was sent since the last answer; how long that may last has a clock of its own."""
        return self.timeout_keep_alive_task is not None and not self.conn.trailing_data[0]

    def _cut(self) -> None:
        self._head = None
        self.transport.abort()
