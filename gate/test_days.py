"""The measure of days itself, on a document of our own."""

from __future__ import annotations

from gate.days import Marked, pairs, unmarked
from reportedly.model import Day

SOURCE = (
    '<DOC><DCT><TIMEX3 type="DATE" value="2009-12-19">2009-12-19</TIMEX3></DCT><TEXT>R&amp;D began in '
    '<TIMEX3 tid="t1" value="1931">1931</TIMEX3> and ran at <TIMEX3 tid="t2" value="null">that time</TIMEX3>.'
    "</TEXT></DOC>"
)


def test_marks_are_read_with_the_places_that_they_have_in_the_plain_text() -> None:
    text, created, marked = unmarked(SOURCE)
    assert (text, created) == ("R&D began in 1931 and ran at that time.", "2009-12-19")
    assert [(text[one.start : one.end], one.value) for one in marked] == [("1931", "1931"), ("that time", None)]


def test_each_found_is_used_once_and_goes_to_the_first_mark_it_overlaps() -> None:
    marked = (Marked(0, 4, "1931"), Marked(5, 9, "1932"), Marked(20, 24, "1940"))
    found = (Day(0, 9, "1931-1932", "1931", "1932", "absolute"),)
    assert [day is not None for _, day in pairs(marked, found)] == [True, False, False]


def test_the_larger_overlap_is_taken() -> None:
    found = (Day(0, 2, "in", None, None, "x"), Day(3, 10, "May 193", None, None, "x"))
    ((_, day),) = pairs((Marked(1, 11, None),), found)
    assert day is found[1]
