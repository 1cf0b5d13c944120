"""What a process does with the pages that it is handed, be it the caller's own or one that was started for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from reportedly.errors import ModelMissing, NotReadable, Refused, fault
from reportedly.page import Page, shown

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from reportedly.model import Report

Answer = bytes | Refused
"""A Reading as JSON, or why there is none."""


class WantedError(Exception):
    """The caller's own ``wanted`` raised, which is its ``__cause__``: no page is to blame."""


def read_batch(pages: Sequence[Page], wanted: Callable[[Report], bool] | None) -> list[Answer]:
    """Read pages together; one that cannot be read together with others is read alone.

    Args:
        pages: what to read.
        wanted: as for ``read_named``.

    Returns:
        One answer for each page, in order.

    Raises:
        ModelMissing: a model that reading needs is not installed.
        WantedError: ``wanted`` raised.

    """
    # Late, because the process that hands pages out needs nothing of what reading takes.
    from reportedly.reading import read_named

    def asked(report: Report) -> bool:
        try:
            return wanted is None or wanted(report)
        except Exception as error:
            raise WantedError from error

    encode = msgspec.json.Encoder().encode
    try:
        results = [named.result for named in read_named(pages, wanted=asked)]
        return [result if isinstance(result, Refused) else encode(result) for result in results]
    except (ModelMissing, WantedError):
        raise
    except Exception as error:
        if len(pages) > 1:
            return [answer for page in pages for answer in read_batch([page], wanted)]
        return [NotReadable(shown(pages[0].source), "engine", "failed", fault(error))]
