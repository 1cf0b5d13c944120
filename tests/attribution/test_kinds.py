"""What kind of source a source is."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from reportedly.model import Attribution

Read = Callable[..., tuple[Attribution, ...]]


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("Maria Lopez", "person"),
        ("A man at the bus stop", "unnamed"),
        ("President Joe Biden", "official"),
        ("A police spokesman", "official"),
        ("Senior adviser Martin Berg of the Norwegian Police", "official"),
        ("Former president Bill Clinton", "person"),
        ("The company", "organisation"),
        ("Police", "organisation"),
        ("The White House", "organisation"),
        ("Reuters", "outlet"),
        ("The newspaper", "outlet"),
        ("A report from the ministry", "document"),
        ("The study", "document"),
        ("Experts", "group"),
        ("Democrats", "group"),
        ("Officials", "unnamed"),
        ("Several aides to the minister", "unnamed"),
        ("Lawyers for both companies", "unnamed"),
        ("A federal judge", "unnamed"),
        ("One Republican", "unnamed"),
        ("The judge", "official"),
        ("The candidates", "official"),
        ("Ola Berg and Kari Lund", "person"),
        ("Senators Ola Berg and Kari Lund", "official"),
        ("Mr. Berg's lawyer", "unnamed"),
        ("His mother", "person"),
        ("The 31-year-old", "person"),
        ("Chief economist Ola Berg", "person"),
        ("Strategy chief Ola Berg", "official"),
        ("His ex-wife", "person"),
        ("The bishop of Leeds", "person"),
        ("Retired general Ola Berg", "person"),
        ("Leeds manager Tom Berg", "person"),
        ("The club's chief executive", "official"),
        ("Hospital spokesman Per Lund", "official"),
        ("Downing Street", "organisation"),
        ("The Kremlin", "organisation"),
        ("State television", "outlet"),
        ("The media", "group"),
        ("Residents", "group"),
        ("The conservative movement", "group"),
        ("Much of the rest of the world", "group"),
        ("News organizations", "outlet"),
        ("Both houses of parliament", "organisation"),
        ("35 state legislatures", "organisation"),
        ("The cities of Bergen and Leeds", "organisation"),
        ("The leading candidates", "group"),
        ("Top Lund strategists", "unnamed"),
        ("Lawyers for Berg", "unnamed"),
        ("The programme's host", "person"),
        ("Anna Berg, who supported Mayor Lund", "person"),
        ("Anna Berg, a veteran of two races, including as a campaign manager", "person"),
        ("Social media users", "group"),
        ("42 percent of those asked", "group"),
        ("Court documents", "document"),
        ("Independent analyses", "document"),
        ("One of the reports", "document"),
        ("One of the officials", "unnamed"),
        ("A source", "unnamed"),
        ("Two people familiar with the matter", "unnamed"),
        ("A senior official who asked not to be named", "unnamed"),
        ("She", "unknown"),
    ],
)
def test_kind(read: Read, source: str, kind: str) -> None:
    found = [a for a in read(f"{source} said that the bridge was safe.") if a.cue and a.cue.spans[0].text == "said"]
    assert [(a.source.spans[0].text, a.source.kind) for a in found if a.source] == [(source, kind)]


def test_anonymity_asked_for_outside_the_source(read: Read) -> None:
    found = read("The plan failed, an official said, speaking on condition of anonymity.")
    assert [a.source.kind for a in found if a.source] == ["unnamed"]
