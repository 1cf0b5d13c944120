"""Claims within claims: who says that somebody said."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from reportedly.model import Attribution

Read = Callable[..., tuple[Attribution, ...]]


def source(claim: Attribution) -> str:
    return claim.source.spans[0].text if claim.source else ""


@pytest.mark.parametrize(
    ("text", "outer", "inner", "via"),
    [
        ("Reuters reported that, according to the police, two men were shot.", "Reuters", "the police", "Reuters"),
        ("Kari Moe said the minister had promised that the bridge would open.", "Kari Moe", "the minister", ""),
        ("The mayor said that engineers had warned of cracks in the wall.", "The mayor", "engineers", ""),
        (
            "A spokesman for the ministry said that the ambassador denied he had ever met the general.",
            "A spokesman for the ministry",
            "the ambassador",
            "",
        ),
        (
            "Dagbladet reports that a police source believes the fire was lit on purpose.",
            "Dagbladet",
            "a police source",
            "Dagbladet",
        ),
        ("“My boss told me that the plant would close,” said Ola Berg.", "Ola Berg", "My boss", ""),
        ("The lawyer said her client had refused to answer questions.", "The lawyer", "her client", ""),
        ("The union said members believed that the offer was too low.", "The union", "members", ""),
        (
            "The BBC reported on Monday that the head of the navy had warned that two ships were unfit for sea.",
            "The BBC",
            "the head of the navy",
            "BBC",
        ),
        (
            "The ministry said on Friday that, according to a study in The Lancet, the drug halved deaths.",
            "The ministry",
            "a study in The Lancet",
            "The Lancet",
        ),
        ("Anna Holm said that her brother claimed that he had been beaten.", "Anna Holm", "her brother", ""),
        ("“He told us that the boat was safe,” the widow said.", "the widow", "He", ""),
        ("Prosecutors said that Mr Dahl had told friends the boat was unsafe.", "Prosecutors", "Mr Dahl", ""),
        (
            "The farmer said that the bank had promised him that the loan would be extended.",
            "The farmer",
            "the bank",
            "",
        ),
        ("The official said the rebels had announced that they would disarm.", "The official", "the rebels", ""),
        ("The coach said that fans were saying the team had given up.", "The coach", "fans", ""),
        (
            "The envoy told Reuters that the president had said the talks would resume in May.",
            "The envoy",
            "the president",
            "Reuters",
        ),
        (
            "The study's authors say that critics have argued the sample was too small.",
            "The study's authors",
            "critics",
            "",
        ),
        ("Interfax reported that a spokesman said the ship had sunk.", "Interfax", "a spokesman", "Interfax"),
        ("“They told me that the money was gone,” said Berit Foss.", "Berit Foss", "They", ""),
        ("The agency said that witnesses reported that shots were fired.", "The agency", "witnesses", ""),
        ("Bild reported that the minister had told aides he would resign.", "Bild", "the minister", "Bild"),
        ("The priest said the villagers believe that the well is cursed.", "The priest", "the villagers", ""),
        ("The defence lawyer said that her client denies that he was there.", "The defence lawyer", "her client", ""),
        (
            "A leaked memo says that the company knew that the valve was faulty.",
            "A leaked memo",
            "the company",
            "leaked memo",
        ),
        (
            "The newspaper Fjordposten reported that the harbour master said the pilot had been drunk.",
            "The newspaper Fjordposten",
            "the harbour master",
            "Fjordposten",
        ),
        ("The plan has failed, Ann Lee told CNN, according to Politico.", "Politico", "Ann Lee", "Politico CNN"),
        ("“The plan has failed,” Ann Lee said, according to CNN.", "CNN", "Ann Lee", "CNN"),
        (
            "“The plan has failed,” the bishop told reporters, according to Reuters, during a flight.",
            "Reuters",
            "the bishop",
            "Reuters",
        ),
    ],
)
def test_the_inner_stands_within_the_outer(read: Read, text: str, outer: str, inner: str, via: str) -> None:
    found = {claim.id: claim for claim in read(text)}
    (nested,) = [claim for claim in found.values() if claim.within]
    assert source(nested) == inner
    assert source(found[nested.within or ""]) == outer
    assert " ".join(link.name for link in nested.via) == via


def test_what_the_relayed_one_said_is_kept_whole(read: Read) -> None:
    claims = read("“The plan has failed,” Ann Lee said, according to CNN.")
    (inner,) = [one for one in claims if one.within]
    assert [span.text for span in inner.content.spans] == ["“The plan has failed,”"]
    assert inner.form == "direct"


def test_a_document_that_only_points_back_is_no_intermediary(read: Read) -> None:
    claims = read("The report says that the company knew that the valve was faulty.")
    assert all(claim.via == () for claim in claims)
