"""Who says what, in each of the constructions news is written in."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from reportedly.model import Attribution

Read = Callable[..., tuple[Attribution, ...]]


def words(attribution: Attribution) -> tuple[str | None, str | None, list[str]]:
    source, cue = attribution.source, attribution.cue
    return (
        " … ".join(s.text for s in source.spans) if source else None,
        " … ".join(s.text for s in cue.spans) if cue else None,
        [s.text for s in attribution.content.spans],
    )


@pytest.mark.parametrize(
    ("text", "source", "cue", "content", "form"),
    [
        (
            "The mayor said that the bridge would reopen in May.",
            "The mayor",
            "said",
            ["that the bridge would reopen in May"],
            "indirect",
        ),
        ("The bridge is safe, the mayor said.", "the mayor", "said", ["The bridge is safe"], "indirect"),
        ("“The bridge is safe,” said Ann Lee.", "Ann Lee", "said", ["“The bridge is safe,”"], "direct"),
        (
            "“We waited for hours,” said Ann Lee, a nurse. “Nobody came. It was cold.”",
            "Ann Lee, a nurse",
            "said",
            ["“We waited for hours,”", "“Nobody came. It was cold.”"],
            "direct",
        ),
        ("“And then,” she said, “the roof fell.”", "she", "said", ["“And then,”", "“the roof fell.”"], "direct"),
        (
            "The engineer said the plan was “a mess” and would fail.",
            "The engineer",
            "said",
            ["the plan was “a mess” and would fail"],
            "mixed",
        ),
        (
            "According to the ministry, exports fell by a third.",
            "the ministry",
            "According to",
            ["exports fell by a third"],
            "indirect",
        ),
        (
            "Exports fell by a third, according to the ministry.",
            "the ministry",
            "according to",
            ["Exports fell by a third"],
            "indirect",
        ),
        (
            "The pilot told investigators that the engine had failed.",
            "The pilot",
            "told",
            ["that the engine had failed"],
            "indirect",
        ),
        (
            "A report found that one in five wells was dry.",
            "A report",
            "found",
            ["that one in five wells was dry"],
            "indirect",
        ),
        (
            "The minister declined to answer questions.",
            "The minister",
            "declined",
            ["to answer questions"],
            "indirect",
        ),
        ("Smith denied taking bribes.", "Smith", "denied", ["taking bribes"], "indirect"),
        (
            "The driver is believed to have fled the scene.",
            None,
            "is believed",
            ["The driver", "to have fled the scene"],
            "indirect",
        ),
        (
            "It is thought that the ship sank at night.",
            None,
            "is thought",
            ["that the ship sank at night"],
            "indirect",
        ),
        (
            "The brothers were reportedly arrested in Rome.",
            None,
            "reportedly",
            ["The brothers were", "arrested in Rome"],
            "indirect",
        ),
        ("He called it “historic”.", "He", "called", ["it “historic”"], "mixed"),
        (
            "“They want to help with burial,” he said, “or what we need inside.”",
            "he",
            "said",
            ["“They want to help with burial,”", "“or what we need inside.”"],
            "direct",
        ),
        (
            "The ministry did not respond to requests for comment.",
            "The ministry",
            "did not respond",
            ["to requests for comment"],
            "indirect",
        ),
        (
            "Prosecutors allege that Brown robbed the bank.",
            "Prosecutors",
            "allege",
            ["that Brown robbed the bank"],
            "indirect",
        ),
        ("JANE ROE: I never signed that letter.", "JANE ROE", ":", ["I never signed that letter"], "indirect"),
    ],
)
def test_construction(
    read: Read, text: str, source: str | None, cue: str | None, content: list[str], form: str
) -> None:
    assert [(*words(a), a.form) for a in read(text) if a.within is None] == [(source, cue, content, form)]


def test_quotation_paragraph_belongs_to_who_was_announced(read: Read) -> None:
    (one,) = read("Ann Lee continued:\n“They locked the doors and left.”")
    assert words(one) == ("Ann Lee", "continued", ["“They locked the doors and left.”"])


def test_quotation_running_over_paragraphs_is_one(read: Read) -> None:
    (one,) = read("“We saw smoke,” Ann Lee said. “It rose for an hour.\n“Then the alarm went off.”")
    assert one.source is not None
    assert one.source.spans[0].text == "Ann Lee"
    assert words(one)[2][-1].endswith("“Then the alarm went off.”")


def test_headline_with_its_speaker_after_the_colon(read: Read) -> None:
    (one,) = read("Taxes will rise next year: minister", kind="headline")
    assert words(one) == ("minister", ":", ["Taxes will rise next year"])


def test_interview_goes_to_who_answers(read: Read) -> None:
    found = read(
        "Q: Will the wall hold?\nOKAFOR: I think so.\nQ: And the lower town?\nOKAFOR: It was never planned for."
    )
    assert [words(a) for a in found] == [
        ("OKAFOR", ":", ["I think so."]),
        ("OKAFOR", ":", ["It was never planned for."]),
    ]


def test_a_headline_speaks_for_itself_alone(read: Read) -> None:
    (one,) = read("Tunnel flooded twice, engineers say", kind="headline")
    assert words(one) == ("engineers", "say", ["Tunnel flooded twice"])


def test_silence_is_kept(read: Read) -> None:
    (one,) = read("A spokesman for the bank could not be reached for comment.")
    assert words(one) == ("A spokesman for the bank", "could not be reached", ["for comment"])
    assert one.certainty == "declined"


def test_hedge_without_a_source_inside_a_claim_is_nested(read: Read) -> None:
    found = read("Police said the driver, who was reportedly drunk on wine, fled the scene.")
    assert all(a.within for a in found if a.source is None)
    assert words(found[0])[0] == "Police"


def test_signed_quotation(read: Read) -> None:
    (one,) = read("“This town deserves a better train.” ― Ann Lee")
    assert words(one) == ("Ann Lee", "―", ["“This town deserves a better train.”"])


def test_signature_on_a_line_of_its_own(read: Read) -> None:
    (one,) = read("“This town deserves a better train.”\n― Ann Lee, Norvik")
    assert words(one) == ("Ann Lee, Norvik", "―", ["“This town deserves a better train.”"])


def test_odd_quotation_mark_costs_only_its_paragraph(read: Read) -> None:
    found = read('He bought a 24" screen and a "chair.\nThe mayor said that the bridge was safe.')
    assert words(found[-1]) == ("The mayor", "said", ["that the bridge was safe"])


def test_a_claim_reported_twice_in_a_sentence_is_one(read: Read) -> None:
    (one,) = read("According to Reuters, the two banks will merge, Reuters reported.")
    source, cue, content = words(one)
    assert source == "Reuters"
    assert cue in ("According to", "reported", "According to … reported")
    assert content == ["the two banks will merge"]


def test_nested_attribution_stands_within_the_outer_one(read: Read) -> None:
    found = read("Ann Lee said that the police had promised to reopen the case.")
    outer = next(a for a in found if words(a)[1] == "said")
    inner = next(a for a in found if words(a)[1] != "said")
    assert outer.within is None
    assert inner.within == outer.id


def test_plain_narration_attributes_nothing(read: Read) -> None:
    assert read("The train left at nine. It rained all day, and the river rose by two metres.") == ()


def test_no_passages(read: Read) -> None:
    assert read("") == ()


def test_a_passage_without_sentences_costs_only_itself(read: Read) -> None:
    found = read("Reuters said that " * 1000 + "\nThe mayor said that the bridge was safe.")
    assert words(found[-1]) == ("The mayor", "said", ["that the bridge was safe"])


def test_two_who_disagree_in_one_sentence_keep_their_own_words(read: Read) -> None:
    for text in (
        "The army said it killed 12 fighters; residents said the dead were farmers.",
        "The army said it killed 12 fighters, while residents said the dead were farmers.",
    ):
        assert [words(a)[::2] for a in read(text)] == [
            ("The army", ["it killed 12 fighters"]),
            ("residents", ["the dead were farmers"]),
        ]


def test_who_adds_is_who_said(read: Read) -> None:
    found = read("The union said the minister had accepted the gifts, adding that he would return them.")
    assert [words(a)[::2] for a in found] == [
        ("The union", ["the minister had accepted the gifts"]),
        ("The union", ["that he would return them"]),
    ]


def test_a_label_of_the_page_is_nobody(read: Read) -> None:
    assert not read("Privacy Notice: Letters may be printed.")
