"""The pages of many sources, each with where it came from."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from reportedly.errors import NotReadable, Refused, fault
from reportedly.page.sources.folders import files
from reportedly.page.sources.load import Limits, Page, shown
from reportedly.page.sources.pages import pages

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from reportedly.page.sources.readings import Held

Source = str | Path | Page


class Found(NamedTuple):
    """What a source has in one place.

    Attributes:
        of: which of the sources it came from, counted from 0.
        name: its name, fit to be shown.
        page: the page; in place of one a Reading that was kept, or the refusal that says why there is none.

    """

    of: int
    name: str
    page: Page | Held | Refused


def each_page(
    sources: Iterable[Source], limits: Limits, taken: Callable[[int], object] | None = None
) -> Iterator[Found]:
    """Read the pages of sources one by one, each when it is asked for.

    Args:
        sources: paths, folders, addresses, ``-``, and Pages in hand; taken lazily.
        limits: how far to go for each page.
        taken: told how many bytes were read of files, and of Pages in hand, whenever some were.

    Yields:
        Of each source at least one. A fault of ours in one file costs what is left of that file.

    Raises:
        TypeError: a source is none of these.

    """
    if isinstance(sources, (str, bytes)):
        raise TypeError("read_many takes several sources; for one, use read")
    for of, source in enumerate(sources):
        if isinstance(source, Page):
            if taken:
                taken(len(source.data))
            yield Found(of, shown(source.source), source)
            continue
        for file in files(source_name(source), limits):
            if isinstance(file, Refused):
                yield Found(of, file.source, file)
                continue
            try:
                for page in pages(file, limits, taken):
                    yield Found(of, shown(page.source), page)
            except Exception as error:
                yield Found(of, shown(file), NotReadable(shown(file), "load", "failed", fault(error)))


def source_name(source: object) -> str:
    """The name of a source that is not a Page.

    Raises:
        TypeError: it is no path, no address and not ``-``.

    """
    if not isinstance(source, (str, Path)):
        kind = type(source).__name__
        raise TypeError(f"a source is a path, an address, - or a Page, not {kind}; Page(data=…, source=…) takes bytes")
    return str(source)
