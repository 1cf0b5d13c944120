"""Everything that reportedly raises on purpose.

::

    ReportedlyError
    ├── Refused              a source was left unread; carries stage, code and detail
    │   ├── NotRead          it could not be got: missing, a folder, no permission, no answer, an address not allowed
    │   └── NotReadable      it was got, but there is no report in it: empty, binary, too large
    └── ModelMissing         a model that reading needs is not installed, or is not as it was made

Every message says what was refused, why, and what to do about it.
"""

from __future__ import annotations


class ReportedlyError(Exception):
    """The root of the tree."""


class Refused(ReportedlyError):
    """A source was left unread.

    Args:
        source: the source as the caller named it; of one that holds many pages, with the number of the record, line or
            item, and its address: ``"crawl.warc.gz#12 https://example.org/news"``.
        stage: where reading stopped: ``"load"``, ``"fetch"``, ``"page"``, or ``"language"`` for a spaCy Doc.
        code: a short stable name for the reason, such as ``"missing"`` or ``"binary"``.
        detail: one sentence: what is wrong, and what to do.
    """

    def __init__(self, source: str, stage: str, code: str, detail: str) -> None:
        super().__init__(f"{source}: {detail}")
        self.source = source
        self.stage = stage
        self.code = code
        self.detail = detail

    def __reduce__(self) -> tuple[type[Refused], tuple[str, str, str, str]]:
        """Rebuild from its four parts, so that a refusal survives the way back from another process."""
        return type(self), (self.source, self.stage, self.code, self.detail)


class NotRead(Refused):
    """The source could not be got."""


class NotReadable(Refused):
    """The source was got, but there is no report in it that can be read."""


class ModelMissing(ReportedlyError):
    """A model that reading needs is not installed, or its files are not as they were made."""
