"""FollowTheMoney: a report as an Article, whom it names as entities and Mentions, each claim as a Note.

After the schemata of https://followthemoney.tech. A Note is tied to its Article and to whom it is said to come from,
never to whom it is about: what somebody is said to have done stays words, and no entity gets a topic. A source that the
report does not name is no entity. The extra ``ftm`` brings what this needs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, BinaryIO

from reportedly.errors import PartMissing
from reportedly.export.common import described, encodable, json_line, named_entities, web_address, words
from reportedly.export.names import LOCAL, Names
from reportedly.model import READ_FOR_CLAIMS, Attribution, Entity, Reading

if TYPE_CHECKING:
    from followthemoney.proxy import EntityProxy

_SCHEMATA = {"person": "Person", "organisation": "Organization", "outlet": "Organization"}
"""The schema for a kind of entity. Groups ("several residents"), documents and places are only mentioned by name."""


def entities(reading: Reading, names: Names = LOCAL) -> Iterator[EntityProxy]:
    """A Reading as FollowTheMoney entities.

    Args:
        reading: as read.
        names: what the entities' ids are made from; the same names make the same ids.

    Yields:
        The Article; for each person and organisation named in it an entity and a Mention; for each claim a Note.
        All of them pass their schema's validation.

    Raises:
        PartMissing: FollowTheMoney is not installed.
    """
    named = [one for one in named_entities(reading).values() if one.kind in _SCHEMATA]
    article = _article(reading, named, names)
    yield article
    known: dict[str, str] = {}
    for entity in named:
        proxy = _named(names.entity(reading, entity), entity)
        if proxy.id and proxy.has("name"):
            known[entity.id] = proxy.id
            yield proxy
            yield _mention(reading, article, proxy, entity, names)
    for claim in reading.attributions:
        yield _note(reading, article, claim, known, names)


def write(readings: Iterable[Reading], target: BinaryIO, names: Names = LOCAL) -> None:
    """Write one entity a line, as the ``ftm`` command reads them."""
    _model()
    for reading in map(encodable, readings):
        target.writelines(json_line(proxy.to_dict()) for proxy in entities(reading, names))


def _model() -> Any:
    try:
        from followthemoney import model
    except ImportError as error:
        raise PartMissing("followthemoney", "ftm") from error
    return model


def _make(schema: str, *parts: str, **values: str | Iterable[str] | None) -> EntityProxy:
    """An entity, its id made from its schema's name and the parts. Values that its types do not take are left out."""
    proxy: EntityProxy = _model().make_entity(schema, key_prefix="reportedly")
    proxy.make_id(schema, *parts)
    for name, value in values.items():
        proxy.add(name, value)
    return proxy


def _article(reading: Reading, named: list[Entity], names: Names) -> EntityProxy:
    report = reading.report
    body = (report.text[block.start : block.end] for block in report.blocks if block.kind in READ_FOR_CLAIMS)
    published = report.published
    return _make(
        "Article",
        names.report(reading),
        title=report.headline,
        # A day that is only known to lie between two others is left out.
        publishedAt=published.earliest if published.earliest == published.latest else None,
        modifiedAt=report.modified,
        retrievedAt=report.retrieved,
        sourceUrl=web_address(report),
        publisher=report.publisher,
        author=report.bylines,
        language=report.language,
        summary=report.standfirst,
        bodyText="\n\n".join(body),
        keywords=report.tags,
        peopleMentioned=[one.name for one in named if one.kind == "person"],
        namesMentioned=[one.name for one in named if one.kind != "person"],
        processingAgent=f"reportedly {reading.reader.version}",
    )


def _named(name: str, entity: Entity) -> EntityProxy:
    # A role can be any: "editor", "daughter".
    proxy = _make(_SCHEMATA[entity.kind], name, name=entity.name, alias=entity.aliases, summary=entity.role)
    if entity.affiliation:
        proxy.add("notes", f"affiliation, as the report has it: {entity.affiliation}")
    return proxy


def _mention(reading: Reading, article: EntityProxy, named: EntityProxy, entity: Entity, names: Names) -> EntityProxy:
    return _make(
        "Mention",
        names.report(reading),
        names.entity(reading, entity),
        document=article.id,
        name=(entity.name, *entity.aliases),
        resolved=named.id,
        detectedSchema=named.schema.name,
    )


def _note(
    reading: Reading, article: EntityProxy, claim: Attribution, known: dict[str, str], names: Names
) -> EntityProxy:
    speaker = known.get(claim.source.entity or "") if claim.source else None
    said_by = words(claim.source.spans) if claim.source else ""
    cue = words(claim.cue.spans) if claim.cue else ""
    ties = (article.id, speaker)
    return _make(
        "Note",
        names.claim(reading, claim),
        name=f"{said_by} {cue}".strip() or "a claim",
        description=words(claim.content.spans),
        summary=described(claim),
        entity=[one for one in ties if one],
        proof=article.id,
        publisher=reading.report.publisher,
        sourceUrl=web_address(reading.report),
    )
