"""What people say of a library's reports, and take back: the part of ``Library`` that has to do with them."""

from __future__ import annotations

from reportedly.library import judging, lookup, people
from reportedly.library.correcting import Correction, Verdict
from reportedly.library.keep import Keeper
from reportedly.library.store import Store


class Deciding:
    """What people say, who and when; all of it can be taken back."""

    _store: Store
    _keeper: Keeper

    @property
    def name(self) -> str:
        """The path, or the address without its password."""
        return self._store.name

    def merge(self, entity: str | int, other: str | int, *, by: str | None = None) -> people.Decision:
        """Say that two entities are one, under the first one's name.

        Raises:
            LibraryError: there is no such entity, or they are one already.

        """
        with self._store.writing() as connection:
            stays, goes = (lookup.entity_key(connection, self.name, each) for each in (entity, other))
            return people.merge(connection, self.name, stays, goes, by)

    def split(
        self, entity: str | int, report: str | int, into: str | int | None = None, *, by: str | None = None
    ) -> people.Decision:
        """Say that an entity is somebody else in one report: ``into``, or somebody new.

        Raises:
            LibraryError: there is no such entity or report, or the report does not name the entity.

        """
        with self._store.writing() as connection:
            key = lookup.entity_key(connection, self.name, entity)
            where = lookup.report_key(connection, self.name, report)
            other = None if into is None else lookup.entity_key(connection, self.name, into)
            decision = people.split(connection, self.name, key, where, other, by)
        self._keeper = Keeper()
        return decision

    def undo(self, decision: int) -> people.Decision:
        """Take a merge or a split back.

        Raises:
            LibraryError: there is no such decision, or it was taken back before.

        """
        with self._store.writing() as connection:
            undone = people.undo(connection, self.name, decision)
        self._keeper = Keeper()
        return undone

    def decisions(self) -> tuple[people.Decision, ...]:
        """Merges and splits, the newest first, those taken back too."""
        with self._store.reading() as connection:
            return people.all_decisions(connection)

    def judge(
        self,
        claim: str | int,
        verdict: Verdict,
        *,
        correction: Correction | None = None,
        note: str | None = None,
        by: str | None = None,
        standing: int | None = None,
    ) -> judging.Judgement:
        """Keep what a person says of a claim, in the place of what was said before; it outlasts every new reading.

        Args:
            claim: its key.
            verdict: ``"confirmed"``, ``"corrected"`` or ``"rejected"``.
            correction: what is right, with ``"corrected"``.
            note: in their words.
            by: who says so.
            standing: the judgement of it that they saw, 0 for none, so that nobody's newer word is replaced unseen.

        Raises:
            LibraryError: there is no such claim, the correction cannot be, or another judgement stands by now.

        """
        with self._store.writing() as connection:
            key = lookup.claim_key(connection, self.name, claim)
            return judging.judge(
                connection, self.name, key, verdict, correction=correction, note=note, by=by, seen=standing
            )

    def add_claim(
        self, report: str | int, correction: Correction, *, note: str | None = None, by: str | None = None
    ) -> judging.Judgement:
        """Keep a claim that the reader missed, under a key of its own.

        Args:
            report: see ``reading``.
            correction: the claim.
            note: in their words.
            by: who says so.

        Raises:
            LibraryError: there is no such report, or the claim cannot be.

        """
        with self._store.writing() as connection:
            key = lookup.report_key(connection, self.name, report)
            return judging.add_claim(connection, self.name, key, correction, note=note, by=by)

    def take_back(self, judgement: int, *, by: str | None = None) -> judging.Judgement:
        """Take a judgement back; what it stood in the place of stands again.

        Raises:
            LibraryError: there is none, or it was taken back before or replaced.

        """
        with self._store.writing() as connection:
            return judging.take_back(connection, self.name, judgement, by)

    def judgements(self, report: str | int) -> tuple[judging.Judgement, ...]:
        """What people say of the claims of a report, in the order in which they said it, those taken back too."""
        with self._store.reading() as connection:
            return judging.judgements_of(connection, lookup.report_key(connection, self.name, report))

    def all_judgements(self, *, page: int = 1, size: int = 50) -> tuple[judging.Judged, ...]:
        """What people say of all claims, the newest first, those taken back too."""
        with self._store.reading() as connection:
            return judging.all_judgements(connection, page=page, size=size)
