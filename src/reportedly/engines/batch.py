"""What a process does with the pages that it is handed, be it the caller's own or one that was started for it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec

from reportedly.errors import ModelMissing, NotReadable, Refused, fault
from reportedly.model import Reading, Report
from reportedly.page import Page, shown

if TYPE_CHECKING:
    from collections.abc import Callable

Job = Sequence["Page | Report"]
"""What is read together: pages, or reports that were kept, to be read anew; never both."""

Answer = bytes | Refused
"""A Reading as JSON, or why there is none."""


class WantedError(Exception):
    """The caller's own ``wanted`` raised, which is its ``__cause__``: no page is to blame."""


def read_batch(job: Job, wanted: Callable[[Report], bool] | None) -> list[Answer]:
    """Read pages together, or reports; one that cannot be read together with others is read alone.

    Args:
        job: what to read.
        wanted: as for ``read_named``.

    Returns:
        One answer for each page, in order.

    Raises:
        ModelMissing: a model that reading needs is not installed.
        WantedError: ``wanted`` raised.

    """

    def asked(report: Report) -> bool:
        try:
            return wanted is None or wanted(report)
        except Exception as error:
            raise WantedError from error

    encode = msgspec.json.Encoder().encode
    try:
        return [result if isinstance(result, Refused) else encode(result) for result in _results(job, asked)]
    except (ModelMissing, WantedError):
        raise
    except Exception as error:
        if len(job) > 1:
            return [answer for each in job for answer in read_batch([each], wanted)]
        return [NotReadable(name_of(job[0]), "engine", "failed", fault(error))]


def name_of(each: Page | Report) -> str:
    """What to call it in a refusal."""
    return shown(each.source if isinstance(each, Page) else each.address or each.id)


def _results(job: Job, wanted: Callable[[Report], bool]) -> list[Reading | Refused]:
    # Late, because the process that hands pages out needs nothing of what reading takes.
    from reportedly.reading import read_named, reread

    pages = [each for each in job if isinstance(each, Page)]
    reports = [each for each in job if isinstance(each, Report)]
    return [named.result for named in read_named(pages, wanted=wanted)] if pages else list(reread(reports))
