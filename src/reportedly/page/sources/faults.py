"""Everything that can go wrong on the way to an address, as one refusal each, with its cure."""

from __future__ import annotations

from contextlib import contextmanager
from http.client import HTTPException, InvalidURL
from typing import TYPE_CHECKING

from urllib3.exceptions import (
    ConnectTimeoutError,
    DecodeError,
    HTTPError,
    LocationParseError,
    NameResolutionError,
    NewConnectionError,
    SSLError,
)
from urllib3.exceptions import (
    TimeoutError as AnyTimeout,
)

from reportedly.errors import NotRead
from reportedly.page.sources.connection import AnswerTooLargeError, PrivateAddressError
from reportedly.page.sources.exchange import SAVE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportedly.page.sources.connection import Watch
    from reportedly.page.sources.load import Limits


@contextmanager
def refusals(name: str, watch: Watch, limits: Limits) -> Iterator[None]:
    """Turn what is raised inside into a refusal of ``name``."""
    try:
        yield
    except PrivateAddressError:
        place = "leads to this machine or a private network"
        detail = f"{place}, which is fetched only with --allow-private (Limits.allow_private)"
        raise NotRead(name, "fetch", "private", detail) from None
    except NameResolutionError:
        raise NotRead(name, "fetch", "host", "no such host; check the address and your connection") from None
    except AnswerTooLargeError:
        detail = f"sends far more around its page than a page needs, perhaps without end; {SAVE}"
        raise NotRead(name, "fetch", "answer", detail) from None
    except (HTTPError, HTTPException, OSError, ValueError) as error:
        if watch.passed:
            detail = f"did not answer in full within {limits.total:g} s; try again later or raise --timeout"
            raise NotRead(name, "fetch", "timeout", f"{detail} (Limits.total)") from None
        raise _refusal(name, error) from None


def _refusal(name: str, error: Exception) -> NotRead:
    if isinstance(error, NewConnectionError):  # urllib3 counts it among the timeouts
        return NotRead(name, "fetch", "no-answer", "refuses the connection; check the address or try again later")
    if isinstance(error, ConnectTimeoutError):
        return NotRead(name, "fetch", "no-answer", "does not answer; check the address or try again later")
    if isinstance(error, (AnyTimeout, TimeoutError)):
        return NotRead(name, "fetch", "timeout", "does not answer; check the address or try again later")
    if isinstance(error, (SSLError, OSError)) and "CERTIFICATE" in str(error).upper():
        return NotRead(name, "fetch", "certificate", f"its certificate cannot be trusted; {SAVE}")
    if isinstance(error, DecodeError):
        return NotRead(name, "fetch", "answer", f"its answer cannot be decompressed; {SAVE}")
    plain = isinstance(error, ValueError) and not isinstance(error, (HTTPError, HTTPException))
    if plain or isinstance(error, (LocationParseError, InvalidURL)):
        return NotRead(name, "fetch", "address", "is not a well-formed address; check it")
    detail = "the answer broke off or is no HTTP; try again later, or open it in a browser and save the page"
    return NotRead(name, "fetch", "answer", detail)
