"""Readings kept in one SQLite file or a PostgreSQL database, and found again.

``Library`` is the way in; ``query`` reads what people search for, ``matching`` tells who is who across reports.
"""

from reportedly.library.changes import Change
from reportedly.library.correcting import Correction
from reportedly.library.counted import CountedFigure, CountedShown, CountedThing
from reportedly.library.facets import Facet, Facets
from reportedly.library.find import Found, Hit, ReportHit
from reportedly.library.frames import Frame
from reportedly.library.judging import Judged, Judgement
from reportedly.library.keep import Added
from reportedly.library.library import Library
from reportedly.library.people import Decision
from reportedly.library.showing import EntityShown, Kept, KeptRefusal, Shown
from reportedly.library.speakers import Counted, SpeakerShown
from reportedly.library.suggesting import Suggestion
from reportedly.library.waiting import Asked, AskedPage

__all__ = [
    "Added",
    "Asked",
    "AskedPage",
    "Change",
    "Correction",
    "Counted",
    "CountedFigure",
    "CountedShown",
    "CountedThing",
    "Decision",
    "EntityShown",
    "Facet",
    "Facets",
    "Found",
    "Frame",
    "Hit",
    "Judged",
    "Judgement",
    "Kept",
    "KeptRefusal",
    "Library",
    "ReportHit",
    "Shown",
    "SpeakerShown",
    "Suggestion",
]
