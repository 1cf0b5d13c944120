"""What tells which place of a name a report means: the region behind the name, and the home of the publisher."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from reportedly.mentions.places.gazetteer import lookup
from reportedly.mentions.places.keys import key

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportedly.model import Report

_SHORT_REGIONS = """
Alabama: Ala. AL; Alaska: AK; Arizona: Ariz. AZ; Arkansas: Ark. AR; California: Calif. Cal. CA; Colorado: Colo. CO;
Connecticut: Conn. CT; Delaware: Del. DE; District of Columbia: D.C. DC; Florida: Fla. FL; Georgia: Ga. GA; Hawaii: HI;
Idaho: ID; Illinois: Ill. IL; Indiana: Ind. IN; Iowa: IA; Kansas: Kan. Kans. KS; Kentucky: Ky. KY; Louisiana: La. LA;
Maine: ME; Maryland: Md. MD; Massachusetts: Mass. MA; Michigan: Mich. MI; Minnesota: Minn. MN; Mississippi: Miss. MS;
Missouri: Mo. MO; Montana: Mont. MT; Nebraska: Neb. Nebr. NE; Nevada: Nev. NV; New Hampshire: N.H. NH; New Jersey: N.J.
NJ; New Mexico: N.M. NM; New York: N.Y. NY; North Carolina: N.C. NC; North Dakota: N.D. ND; Ohio: OH; Oklahoma: Okla.
OK; Oregon: Ore. OR; Pennsylvania: Pa. Penn. PA; Rhode Island: R.I. RI; South Carolina: S.C. SC; South Dakota: S.D. SD;
Tennessee: Tenn. TN; Texas: Tex. TX; Utah: UT; Vermont: Vt. VT; Virginia: Va. VA; Washington: Wash. WA; West Virginia:
W.Va. WV; Wisconsin: Wis. Wisc. WI; Wyoming: Wyo. WY; Alberta: Alta. AB; British Columbia: B.C. BC; Manitoba: Man. MB;
New Brunswick: N.B. NB; Newfoundland and Labrador: N.L. NL; Nova Scotia: N.S. NS; Ontario: Ont. ON; Prince Edward
Island: P.E.I. PE; Quebec: Que. QC; Saskatchewan: Sask. SK; New South Wales: NSW N.S.W.; Queensland: Qld; Victoria: Vic.
"""
"""How news in North America and Australia shortens the region behind a town."""

REGION_OF_SHORT = {
    short: name.strip()
    for entry in _SHORT_REGIONS.replace("\n", " ").split(";")
    for name, shorts in [entry.split(":")]
    for short in shorts.split()
}
_IN_UNITED_STATES_OR_CANADA = frozenset({"US", "CA", "AU"})

_SHORT = "|".join(re.escape(short) for short in sorted(REGION_OF_SHORT, key=len, reverse=True))
SHORT_REGION = re.compile(
    r"(?<=\w, )("
    + "|".join(re.escape(short) for short in sorted(REGION_OF_SHORT, key=len, reverse=True) if "." in short)
    + r")(?!\w)"
)
"""A region in short behind a town, with full stops, so that it is no person's degree or initials."""
_BEHIND_SHORT = re.compile(rf"(?:,\s+|\s+\(|\s+)({_SHORT})(?![\w.])")
_BEHIND_NAME = re.compile(
    r"(?:,\s+|\s+\(|,?\s+in\s+(?:the\s+)?(?:(?:north|south|east|west|central|northern|southern"
    r"|eastern|western|upstate|rural)\s+)?)"
    r"([A-Z][\w’'.-]*(?:[ ](?:of[ ]|and[ ])?[A-Z][\w’'.-]*){0,3})"
)

_PAPER = (
    "the my this thisis daily weekly sunday morning evening news newspaper newspapers times post herald tribune "
    "telegraph telegram gazette chronicle journal star sun sentinel press free echo mail independent inquirer "
    "enquirer examiner dispatch courier observer reporter register record review bulletin beacon advertiser advocate "
    "argus citizen leader ledger mercury messenger monitor online local live today world voice standard guardian "
    "mirror express eagle banner democrat republican republic state city county town item pilot progress patriot "
    "intelligencer palladium transcript union net web digital media group tv radio and of in"
).split()
_PAPERS = "|".join(sorted(_PAPER, key=len, reverse=True))
_PLACE_IN_HOST = re.compile(rf"(?:{_PAPERS})*?(?P<place>[a-z]{{4,}}?)(?:{_PAPERS})*")
_NO_COUNTRY = frozenset("tv io co me ai fm ly cc ws to is am gg im sh la in st vc ag eu".split())
"""Endings of addresses that belong to a country or a union and are used anywhere."""
_SHORTEST_HOST_NAME = 4
_MOST_WORDS = 4

_HOMES = {
    "GB": "BBC|BBC News|The Guardian|The Daily Telegraph|The Telegraph|Financial Times|Daily Mail|The Economist"
    "|Sky News|The Independent|ITV|Reuters",
    "US": "CNN|Fox News|NPR|ABC News|CBS News|NBC News|MSNBC|USA Today|Politico|HuffPost|The Huffington Post|Breitbart"
    "|Associated Press|AP|Time|Newsweek|Axios|Vox|Slate|The Hill|The Atlantic|The Daily Beast|BuzzFeed News|UPI|Forbes",
    "RU": "RT|Sputnik|TASS|Pravda|Interfax",
    "CN": "Xinhua|CGTN|Global Times",
    "FR": "AFP|Le Monde|Le Figaro|France 24",
    "DE": "Der Spiegel|Deutsche Welle|DW|Bild|Die Welt",
    "QA": "Al Jazeera",
    "IL": "Haaretz|Ynet",
    "NO": "NRK|Aftenposten|Dagbladet",
    "SE": "SVT|Aftonbladet|Dagens Nyheter",
    "AU": "The Age|ABC News Australia",
    "IN": "The Hindu|NDTV",
}
"""Countries of outlets that neither their names nor their addresses tell."""

_HOME_OF = {key(outlet): country for country, outlets in _HOMES.items() for outlet in outlets.split("|")}


@dataclass(frozen=True, slots=True)
class Home:
    """Where a publisher is at home, as far as its name and its address tell.

    Attributes:
        names: keys of places that its name or its host is made of; which place of such a name is left open.
        country: ISO 3166-1 alpha-2.

    """

    names: tuple[str, ...] = ()
    country: str | None = None


NO_HOME = Home()


def home(report: Report) -> Home:
    """Where the publisher of a report is at home.

    Args:
        report: its ``publisher`` and ``address`` are looked at.

    Returns:
        Names of places in its name ("The Paris News") and in its host ("parisbeacon.com"), and the country by the
        ending of its address or, for a few known outlets, by its name.

    """
    keys: list[str] = []
    if report.publisher:
        words = key(report.publisher).split()
        for length in range(min(_MOST_WORDS, len(words)), 0, -1):
            runs = [words[at : at + length] for at in range(len(words) - length + 1)]
            keys += [" ".join(run) for run in runs if run[0] not in _PAPER and run[-1] not in _PAPER]
    host = _host(report.address)
    label, country = _site(host)
    named = _PLACE_IN_HOST.fullmatch(label.replace("-", ""))
    if named and len(named["place"]) >= _SHORTEST_HOST_NAME and named["place"] not in _PAPER:
        place = named["place"]
        keys += [place, *(f"{place[:at]} {place[at:]}" for at in range(3, len(place) - 2))]
    known = lookup(keys)
    names = tuple(each for each in dict.fromkeys(keys) if each in known)
    longest = tuple(name for name in names if not any(name != other and name in other.split() for other in names))
    return Home(longest[:3], _HOME_OF.get(key(report.publisher or "")) or country)


def container(text: str, end: int) -> Iterator[tuple[str, frozenset[str]]]:
    """What the words behind a name say that it lies in: "Springfield, Ohio", "Toledo, Mich.", "Lens in France".

    Args:
        text: the report's text.
        end: where the name ends.

    Yields:
        Keys of names of places, the longest first, with the countries that they are to be looked for in, none for any.

    """
    if short := _BEHIND_SHORT.match(text, end, end + 12):
        yield key(REGION_OF_SHORT[short[1]]), _IN_UNITED_STATES_OR_CANADA
    elif named := _BEHIND_NAME.match(text, end, end + 80):
        words = re.sub(r"['’]s$", "", named[1].rstrip(".")).split()
        for length in range(len(words), 0, -1):
            yield key(re.sub(r"['’]s$", "", " ".join(words[:length]))), frozenset()


def _host(address: str | None) -> str:
    try:
        return (urlsplit(address or "").hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _site(host: str) -> tuple[str, str | None]:
    """The label that is a site's own, and the country of its ending."""
    labels = host.split(".")
    if len(labels) < 2 or not labels[-1].isalpha():
        return "", None
    ending = labels[-1]
    country = ending.upper() if len(ending) == 2 and ending not in _NO_COUNTRY else None
    second = len(labels) > 2 and labels[-2] in {"co", "com", "org", "net", "gov", "ac", "edu"} and len(ending) == 2
    return labels[-3 if second else -2], "GB" if country == "UK" else country
