"""What a request sends: taken in whole, within limits of size and time, before anything is done with it.

So handlers need not wait for it, and the word that changes must bring can be looked for in a form.
"""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass
from tempfile import SpooledTemporaryFile
from typing import TYPE_CHECKING, cast

from python_multipart.exceptions import FormParserError
from starlette.datastructures import FormData
from starlette.formparsers import FormParser, MultiPartException, MultiPartParser
from starlette.requests import Request

from reportedly.web.api.problems import Unfit

if TYPE_CHECKING:
    from starlette.types import Message, Receive, Scope

MOST_PAGE = 10 * 2**20
"""Bytes of a body without files: a page that is pasted."""

MOST_UPLOAD = 100 * 2**20
"""Bytes of a body with files."""

MOST_FILES = 200
MOST_FIELDS = 100

_IN_MEMORY = 2**20
_CHUNK = 2**18
_SLOWEST = 16_000
"""Bytes a second that a client has to send beyond the first seconds."""

_FIELDS, _FILES = "application/x-www-form-urlencoded", "multipart/form-data"


@dataclass(frozen=True, slots=True)
class Sent:
    """A body, in memory or, where it is large, on disk until it is closed."""

    file: SpooledTemporaryFile[bytes]
    length: int

    def receive(self, otherwise: Receive) -> Receive:
        """The body for whoever reads it as it comes; after it, what the client does."""
        left = True

        async def receive() -> Message:
            nonlocal left
            if not left:
                return await otherwise()
            chunk = self.file.read(_CHUNK)
            left = self.file.tell() < self.length
            return {"type": "http.request", "body": chunk, "more_body": left}

        self.file.seek(0)
        return receive


def form(request: Request) -> FormData:
    """The form that a request sends; empty where it sends none.

    Texts are ``str``; files are ``UploadFile``, whose ``.file`` is read at once.
    """
    return cast("FormData", request.scope.get("reportedly.form") or FormData())


async def taken(scope: Scope, receive: Receive, patience: float, most: int | None = None) -> Sent:
    """Take a body in.

    Args:
        scope: of the request.
        receive: where it comes from.
        patience: seconds that a client has before it has to send fast enough.
        most: bytes that it may have; if not given, what a page or files may.

    Raises:
        Unfit: it is too large, or comes too slowly.
        ConnectionError: the client is gone.

    """
    headers = dict(scope["headers"])
    multipart = headers.get(b"content-type", b"").lower().startswith(b"multipart/")
    most = most or (MOST_UPLOAD if multipart else MOST_PAGE)
    declared = headers.get(b"content-length", b"0")
    if declared.isdigit() and int(declared) > most:
        raise _too_large(most, multipart)
    file: SpooledTemporaryFile[bytes] = SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 (closed with the answer)
    length, since, more = 0, time.monotonic(), True
    try:
        while more:
            left = since + patience + length / _SLOWEST - time.monotonic()
            message = await asyncio.wait_for(receive(), max(0.0, left))
            if message["type"] == "http.disconnect":
                raise ConnectionAbortedError
            body = message.get("body", b"")
            length += len(body)
            if length > most:
                raise _too_large(most, multipart)
            file.write(body)
            more = message.get("more_body", False)
    except TimeoutError:
        file.close()
        raise Unfit(408, "slow", "what you send comes too slowly; try again", {"Connection": "close"}) from None
    except BaseException:
        file.close()
        raise
    return Sent(file, length)


async def parsed(scope: Scope, sent: Sent, receive: Receive) -> FormData | None:
    """The form in a body, if it is one.

    Raises:
        Unfit: it is broken, or has too many parts.

    """
    kind = dict(scope["headers"]).get(b"content-type", b"").partition(b";")[0].strip().lower().decode("latin-1")
    if kind not in (_FIELDS, _FILES):
        return None
    request = Request(scope, sent.receive(receive))
    try:
        if kind == _FILES:
            return await MultiPartParser(
                request.headers,
                request.stream(),
                max_files=MOST_FILES,
                max_fields=MOST_FIELDS,
                max_part_size=MOST_PAGE,
            ).parse()
        return await FormParser(
            request.headers, request.stream(), max_fields=MOST_FIELDS, max_part_size=MOST_PAGE
        ).parse()
    except MultiPartException as wrong:
        if wrong.message.startswith("Too many files"):
            raise Unfit(413, "too-many", f"at most {MOST_FILES} files are taken at once; send them in parts") from None
        raise Unfit(400, "form", f"the form cannot be read: {wrong.message}") from None
    except (FormParserError, ValueError, LookupError) as wrong:
        raise Unfit(400, "form", f"the form cannot be read ({wrong}); send it again") from None


def _too_large(most: int, multipart: bool) -> Unfit:
    if most < _IN_MEMORY:
        return Unfit(413, "too-large", "no more than a token is to be sent here; load the page again")
    what = "files of together" if multipart else "a page of"
    cure = "send fewer at once, or add them with: reportedly add" if multipart else "send it as a file"
    return Unfit(413, "too-large", f"{what} at most {most // 2**20} MB can be sent at once; {cure}")
