"""Places: towns, countries and regions that a report names.

Only where they stand and how they are written; which place on earth is meant is not decided here. Words for a people or
for what is of a place ("Norwegian", "Syrians") name no place.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reportedly.mentions.kinds import surfaces
from reportedly.mentions.names import is_title_case, names
from reportedly.model import Place

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportedly.language import Passage

_ARTICLE = re.compile(r"^(?:[Tt]he)\s+")


def find(text: str, passages: Sequence[Passage]) -> tuple[Place, ...]:
    """Find the places of a report.

    Args:
        text: the report's text.
        passages: its readable blocks as parsed, in page order.

    Returns:
        Places in page order, with offsets into ``text``; ``name`` as written without an article; country, coordinates
        and gazetteer id ``None``. A name that the report uses for an organisation or a person is no place.

    """
    found = surfaces(name for passage in passages for name in names(passage))
    forms = sorted(found, key=len, reverse=True)
    if not any(surface.kind == "place" for surface in found.values()):
        return ()
    pattern = re.compile("|".join(rf"(?<![\w@#])(?<!\w[-–]){_spaced(form)}(?!\w)" for form in forms))
    places: list[Place] = []
    for passage in passages:
        for match in pattern.finditer(text, passage.start, passage.end):
            name = " ".join(match.group().split())
            if found[name].kind == "place" and not (is_title_case(passage.doc) and name.lower() == "us"):
                places.append(Place(match.start(), match.end(), match.group(), _ARTICLE.sub("", name)))
    return tuple(places)


def same(one: Place, other: Place) -> bool:
    """Whether two places are one: by gazetteer id where both have it, else by name and country."""
    if one.gazetteer_id and other.gazetteer_id:
        return one.gazetteer_id == other.gazetteer_id
    if one.country and other.country and one.country != other.country:
        return False
    return one.name.casefold() == other.name.casefold()


def _spaced(form: str) -> str:
    return r"\s+".join(re.escape(word) for word in form.split())
