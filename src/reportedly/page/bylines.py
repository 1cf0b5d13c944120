"""By-lines and datelines: who wrote a report, and from where it was filed."""

from __future__ import annotations

import re
from collections.abc import Sequence

LONGEST_BYLINE = 160
"""Characters: three names with their offices."""

_LEAD = re.compile(
    r"(?:(?:article|story|text|words|written|posted|reported|published|edited|analysis|opinion|review|interview|report"
    r"|column|exclusive|created|submitted|contributed)\s+)?by(?:\s*:|\s)\s*|(?:authors?|autore?|auteur|autor(?:in)?|verfasser(?:in)?)\s*:\s*|"
    r"(?:verfasst|geschrieben|eingestellt|publié|écrit|escrito|scritto)\s+(?:von|par|por|da)(?:\s*:|\s)\s*|"
    r"(?:von|par|por|door|av|af|автор:?)\s+",
    re.IGNORECASE,
)
_PARTICLE = r"(?:de|del|della|di|da|dos|du|la|le|van|von|der|den|ter|bin|bint|ibn|al|el|ben|af|av|y|e|st\.?)"
_NAME_WORD = r"[^\W\d_a-zß-öø-ÿ][\w.'’\-]*"
_NAME = re.compile(rf"{_NAME_WORD}(?:\s+(?:{_PARTICLE}\s+)*(?:{_NAME_WORD}|[\"“][^\"”]{{2,15}}[\"”])){{0,4}}")
_ROLE = re.compile(
    r"\b(?:editor|correspondent|reporter|writer|staff|columnist|contributor|contributors|journalist|bureau|chief|producer|"
    r"author|blogger|analyst|critic|freelancer|intern|redakteur|korrespondent|journaliste|redaktion|newsroom|desk)\b",
    re.IGNORECASE,
)
# "Jane Doe Housing correspondent": two words or three of a name, then what they report on and as what.
_BEAT = (
    r"(?:political|politics|diplomatic|economics?|business|financial|health|science|education|environment|climate|housing"
    r"|home|security|defence|defense|world|foreign|international|national|legal|crime|courts?|sports?|arts|culture"
    r"|technology|transport|religion|royal|senior|chief|deputy|staff|special|social|news|local|city|our|former|managing)"
)
_OFFICES = r"(?:correspondent|editor|reporter|writer|columnist|journalist|commentator)"
_NAME_AND_OFFICE = re.compile(
    rf"(?P<name>(?!(?i:{_BEAT})\b){_NAME_WORD}(?:\s+(?:{_PARTICLE}\s+)*(?!(?i:{_BEAT})\b){_NAME_WORD}){{1,2}}?)\s+"
    rf"(?:(?i:{_BEAT})\s+(?:[\w&-]+\s+){{0,3}}|(?:[A-Z][\w-]+\s+)?)(?i:{_OFFICES})"
)
_AGENCY_BYLINE = re.compile(
    r"(?:the\s+)?(?:associated press|reuters(?: staff)?|afp|agence france[- ]presse|press association|ap|pti|ani"
    r"|ians|upi|dpa|tass|xinhua|bloomberg(?: news)?|cnn wire|bbc news|staff (?:writers?|reports?|reporters?)|staff"
    r"|admin|editorial staff|editors?|news (?:desk|staff)|web desk|newsroom|agencies|(?:our |special )+correspondent"
    r"|[\w. ]{3,24} (?:staff|newsroom|desk))",
    re.IGNORECASE,
)
# What a by-line carries behind its names: a date, a mail address, a handle, a place, an outlet, a bar of other things.
_BEHIND = re.compile(
    r"\s*(?:[|•·]|\s[–—-]\s|\(|@|\b[\w.+-]+@[\w-]+\.|\bfor\s+(?:the\s+)?[A-Z]|\bin\s+[A-Z]|\bat\s+[A-Z]|\bof\s+the\s+[A-Z]"
    r"|\b(?:on\s+)?(?:published|updated|posted|last)\b|\bfollow\b|\b(?:on\s+)?(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\d"
    r"|\b(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?\s+\d).*$",
    re.IGNORECASE | re.DOTALL,
)
_JOIN = re.compile(r"\s*(?:,\s*and\s+|,|;|&|\band\b|\bund\b|\bet\b|\bwith\b|\bmit\b)\s*", re.IGNORECASE)
# "Jane Doe, Washington": one capitalised word behind a whole name is where it was written.
_PLACE_BEHIND = re.compile(r"[A-ZÀ-ÖØ-Þ][a-zß-öø-ÿ]{2,}")
_NOT_NAMES = frozenset(
    "the this that these those monday tuesday wednesday thursday friday saturday sunday january february march april "
    "may june july august september october november december contrast comparison law default then now all "
    "far next last".split()
)


def byline_names(line: str) -> tuple[str, ...]:
    """Read the names out of a by-line.

    Args:
        line: one line, white space folded.

    Returns:
        The authors or agencies as written, without their offices, places and dates; empty if the line is no by-line. A
        line without "by" is one only if it is a name with a newsroom's office, or an agency alone.
    """
    line = line.strip(" •·|*–—-")
    if not line or len(line) > LONGEST_BYLINE:
        return ()
    lead = _LEAD.match(line)
    rest = line[lead.end() :] if lead else line
    if not lead:
        return _without_by(line)
    agency = _AGENCY_BYLINE.match(rest)
    if agency and (agency.end() == len(rest) or _BEHIND.match(rest, agency.end()) or rest[agency.end()] in ",;"):
        return (agency[0],)
    if re.search(r"[a-z]{3}[.!?]$", rest) and not re.search(r"\b(?:Jr|Sr|Inc|Ltd)\.$", rest):
        return ()
    names = _names(rest)
    return names if names and _speaks_as_byline(lead[0], names) else ()


def _without_by(line: str) -> tuple[str, ...]:
    if (
        _AGENCY_BYLINE.fullmatch(line)
        and len(line) > 3
        and not re.fullmatch(r"staff|admin|editors?", line, re.IGNORECASE)
    ):
        return (line,)
    name, comma, office = line.partition(",")
    if comma and len(office.split()) <= 8 and _ROLE.search(office) and not re.search(r"[.!?]$", office):
        names = _names(name)
        return names if names and all(len(each.split()) in (2, 3, 4) for each in names) else ()
    return ()


def name_and_office(line: str) -> str | None:
    """Read the name out of "Jane Doe Housing correspondent"; only where a by-line may stand: headlines look alike."""
    match = _NAME_AND_OFFICE.fullmatch(line.strip(" •·|*–—-")) if len(line) <= LONGEST_BYLINE else None
    return match["name"] if match and match["name"].split()[0].casefold() not in _NOT_NAMES else None


def _names(text: str) -> tuple[str, ...]:
    """The names at the head of a list of names and offices; empty if it does not begin with a name."""
    found: list[str] = []
    for number, part in enumerate(_JOIN.split(text.strip(" ,;:."))):
        part = _BEHIND.sub("", part).strip()
        if not part:
            continue
        if _ROLE.search(part):
            break
        if not _NAME.fullmatch(part) or part.split()[0].casefold() in _NOT_NAMES:
            return () if number == 0 else tuple(found)
        if found and " " in found[0] and _PLACE_BEHIND.fullmatch(part) and not _AGENCY_BYLINE.fullmatch(part):
            break
        found.append(part)
    return tuple(found)


def _speaks_as_byline(lead: str, names: tuple[str, ...]) -> bool:
    """One word behind a bare "by" is a by-line only in capitals or behind a colon: "By train", "Por favor"."""
    if ":" in lead or " " in lead.strip():
        return True
    if len(names) == 1 and len(names[0].split()) == 1:
        return lead.casefold().strip() == "by" and names[0].isupper()
    return True


# A place in capitals, or any place before an agency in brackets; then perhaps a day; then the dash.
_CAPS_PLACE = r"[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ.'’\-]+(?:[ /][A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ.'’\-]*){0,4}"
_PLACE = r"[A-ZÀ-ÖØ-Þ][\w.'’\-]*(?:[ /](?:of |the |de |al-)?[A-ZÀ-ÖØ-Þ][\w.'’\-]*){0,3}"
_STATE = r"(?:,\s*[A-ZÀ-ÖØ-Þ][\w.]*(?:\s[A-ZÀ-ÖØ-Þ][\w.]*){0,2})"
_DAY = (
    r"(?:(?:(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?\s+\d{1,2}"
    r"|\d{1,2}\s+(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?)(?:,?\s*\d{4})?\.?)"
)
_MONTH_DAY = rf"(?:,?\s*{_DAY})"
_WIRES = (
    r"(?:Reuters(?:\s\w+)?|AP|AFP|UPI|CNN(?:\s?\w+)?|CNA|IANS|ANI|PTI|Xinhua|Sputnik|TASS|RIA Novosti|Bloomberg|dpa|DPA"
    r"|EFE|ANSA|KUNA|Kyodo(?: News)?|Yonhap|The Canadian Press|Associated Press|The Associated Press|RFE/RL|RNS"
    r"|CBS[\w./ ]{0,12}|FOX \d+|NNA|BBC|NBC News|ABC News|IRNA|SANA|Anadolu|AA|AAP|PA|PRNewswire|PR Newswire"
    r"|Business Wire|GLOBE NEWSWIRE|Thomson Reuters Foundation|JTA|CNS)"
)
_DASH = r"\s*(?:[–—]|--?|‑|:)\s*(?=\S)"
_DATELINE = re.compile(
    rf"(?:(?P<wired>(?:{_PLACE}{_STATE}{{0,2}}{_MONTH_DAY}?\.?,?\s*)?\(\s?{_WIRES}\s?\)|(?:{_PLACE}{_STATE}?{_MONTH_DAY}?,?\s*)?/\s?{_WIRES}\s?/\.?)"
    rf"(?:{_DASH}|\s*(?=[\"“'‘]?[A-ZÀ-ÖØ-Þ]))"
    rf"|(?P<bracketed>{_PLACE}{_STATE}{{0,2}}{_MONTH_DAY}?\s*\([A-Z][\w .&/-]{{1,30}}\))\s*(?:[–—]|--?)\s*(?=\S)"
    rf"|(?P<place>{_CAPS_PLACE}{_STATE}{{0,2}}{_MONTH_DAY}?)(?:\s+(?:[–—]|--?)|[–—]|\s*--)\s*(?=\S)"
    rf"|(?P<dated>{_PLACE}{_STATE}{{0,2}},\s*{_DAY})\s*(?:[–—]|--?)\s*(?=\S))"
)


_COLON = re.compile(rf"(?P<place>{_CAPS_PLACE}{_STATE}{{0,2}}):\s+(?=[\"“'‘]?[A-ZÀ-ÖØ-Þ])")
_NO_PLACE = re.compile(
    r"(?:UPDATE|BREAKING|WATCH|VIDEO|PHOTOS?|NOTE|Q|A|DEAR|EDITOR|EXCLUSIVE|LIVE|OPINION|READ|MORE|BY|FROM|WORLD)\b.*"
)
_SHORTEST_PLACE = 3
_SENTENCE = 80
"""Characters of a paragraph from which it may open with a dateline and a colon; a label is followed by less."""


def opening_dateline(paragraphs: Sequence[str]) -> str | None:
    """Read the dateline of a report from its first paragraphs.

    Args:
        paragraphs: of its body, in order.

    Returns:
        What ``dateline`` reads from one of the first three; else the place before a colon ("KARACHI: The …"), where no
        other paragraph has capitals before a colon, as the turns of an interview do.

    """
    for paragraph in paragraphs[:3]:
        if found := dateline(paragraph):
            return found
    labels = [(at, match) for at, one in enumerate(paragraphs) if (match := _COLON.match(one[:_SENTENCE]))]
    if len(labels) != 1 or labels[0][0] > 1 or len(paragraphs[labels[0][0]]) < _SENTENCE:
        return None
    place = str(labels[0][1]["place"])
    return None if len(place) < _SHORTEST_PLACE or _NO_PLACE.fullmatch(place) else place


def dateline(paragraph: str) -> str | None:
    """Read the dateline that a paragraph opens with: "MOSCOW, March 3 (AP)", as written, without the dash; or None."""
    match = _DATELINE.match(paragraph[:160])
    if match is None:
        return None
    place = match["place"]
    if place is not None and (len(place) < _SHORTEST_PLACE or _NO_PLACE.fullmatch(place)):
        return None
    found = match["wired"] or match["bracketed"] or place or match["dated"]
    return found.strip() if found else None
