"""Nouns that tell the kind of a source: documents, outlets, bodies, crowds, and somebody who is not named."""

from __future__ import annotations

import re

from reportedly.language.offices import singular


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


ANONYMOUS = re.compile(
    r"anonym|not (?:to )?be (?:named|identified|quoted)|unnamed|unidentified|undisclosed|no[nt] authori[sz]ed|"
    r"familiar with|(?:with|having) (?:direct )?knowledge of|briefed on|close to|privy to|in the know|"
    r"declined to be (?:named|identified)|withh(?:e|o)ld|whose name|"
    r"\binvolved in the (?:talks|discussions|matter|case)",
    re.IGNORECASE,
)
SOURCES = _words("source insider informant whistleblower leaker tipster whistle-blower")
INFORMANTS = _words(
    "official aide adviser advisor staffer diplomat spokesman spokeswoman spokesperson associate operative lawyer "
    "attorney intermediary negotiator executive confidant strategist"
)
"""In the plural, these pass on what they know ("officials said") and stay hidden; voters and critics take a stance."""
PRONOUNS = _words(
    "he she they it who which that this these i we you him her them us me his their its our my your one whom "
    "whose hers theirs ours mine yours both each neither either what whoever another himself herself themselves "
    "itself myself "
    "ourselves"
)
CROWD_WORDS = _words(
    "others those some many few most all none everyone everybody nobody anyone several half two three four five dozens "
    "hundreds thousands millions scores"
)
OUTLET_NOUNS = _words(
    "newspaper paper broadcaster daily tabloid magazine outlet network station channel newsroom newswire wire "
    "website publication weekly television tv radio"
)
PRESS = _words("media press")
OF_THE_NEWS = _words("news media press")
"""What makes an organisation or an agency an outlet."""
DOCUMENTS = _words(
    "report study survey poll document filing complaint indictment lawsuit suit statement letter memo memorandum "
    "e-mail email transcript book article analysis research data datum statistic record review audit affidavit "
    "ruling order bill law text message post posting tweet video constitution amendment act resolution release "
    "census result finding evidence footage photo photograph file minute warrant agreement treaty contract note "
    "diary dossier cable assessment estimate list manifesto ad advertisement editorial column essay memoir petition "
    "plan proposal platform poster leaflet bulletin communique notice film movie documentary piece story slide "
    "presentation account submission brief case average rate tally program programme feature headline profile blog "
    "chart graph map spreadsheet database archive index ledger log page decision verdict judgment judgement opinion "
    "contract policy guideline rule legislation statute code charter decree directive series show episode song play "
    "novel biography autobiography sign placard banner inscription caption brochure pamphlet flyer thesis "
    "dissertation forecast projection model calculation figure number screenshot recording tape clip interview "
    "speech testimony questionnaire website site questionnaire invoice receipt certificate subpoena deposition "
    "motion coverage cover passage chapter section paragraph clause quote obituary press-release factsheet summary "
    "picture image reply response test trial exposé expose investigation inquiry"
)
BODIES = _words(
    "government company police ministry department agency court committee party campaign administration university "
    "authority authorities army military bank union organisation organization congress parliament office commission "
    "council board firm association charity ngo embassy regime federation institute institution service bureau "
    "force navy state country nation city town county church hospital school college airline club league business "
    "manufacturer operator regulator watchdog tribunal panel senate house cabinet coalition opposition foundation "
    "think-tank corporation retailer team intelligence leadership pac legislature bureaucracy assembly division "
    "unit supplier developer-group startup start-up group-owner carrier publisher landlord-group lender insurer "
    "utility provider supermarket prosecution defence defense judiciary militia ruler-ship studio label museum "
    "trust society consulate monarchy palace presidency secretariat taskforce task-force staff-college theatre "
    "theater giant conglomerate automaker brewer housebuilder builder subsidiary multinational exchange tank "
    "distributor"
)
_MAKERS = _words("filmmaker lawmaker policymaker dressmaker peacemaker playmaker dealmaker troublemaker matchmaker")
CROWDS = _words(
    "group crowd public family couple team majority minority number people community staff audience youth duo trio "
    "pair generation electorate jury mob crew neighbourhood neighborhood labor labour percent percentage proportion "
    "share half third quarter handful band gang clan population society world left right establishment camp wing "
    "mix array range variety slew string bunch lot crop multitude swath plurality chorus movement base brass "
    "field ranks rest circles entourage diaspora workforce"
)
SEATS = frozenset(
    (
        "downing street",
        "no 10",
        "number 10",
        "no. 10",
        "white house",
        "kremlin",
        "pentagon",
        "capitol hill",
        "whitehall",
        "buckingham palace",
        "kensington palace",
        "scotland yard",
        "vatican",
        "holy see",
        "élysée",
        "elysee",
        "quai d'orsay",
        "westminster",
        "foggy bottom",
        "wall street",
        "city hall",
        "blue house",
        "zhongnanhai",
        "the hague",
        "holyrood",
        "stormont",
        "capitol",
        "treasury",
        "home office",
        "foreign office",
    )
)
"""Places that stand for the body that sits there."""
LAWYERS = _words("lawyer attorney solicitor barrister counsel")
KIN = _words(
    "mother father son daughter wife husband widow widower brother sister cousin uncle aunt nephew niece "
    "grandmother grandfather grandson granddaughter parent ex-wife ex-husband girlfriend boyfriend fiance fiancee "
    "partner friend mom mum dad stepfather stepmother"
)
_HUMAN = _words(
    "man woman boy girl person friend neighbour neighbor resident voter witness doctor nurse teacher professor "
    "expert lawyer student author writer critic leader member worker employee survivor victim suspect driver player "
    "coach actor singer farmer owner founder fan customer client passenger patient child colleague rival mogul "
    "celebrity veteran soldier pastor host anchor scholar attorney counsel delegate engineer pilot newcomer parent "
    "guest user senior junior freshman sophomore teenager adult shopper buyer seller migrant refugee protester "
    "protestor demonstrator officer bystander onlooker reader viewer listener commuter tenant landlord tourist "
    "local native opponent supporter ally foe enemy hero confidant insider aide boss chief head guard inmate "
    "prisoner detainee "
    "hostage gunman attacker killer juror judge"
)
_HUMAN_ENDINGS = ("ist", "man", "woman", "person", "crat", "ian", "ologist", "eer", "ieff", "body")
_NOT_HUMAN = _words("list artist-list mist human german roman ottoman talisman technician-list")


def is_body(noun: str) -> bool:
    """Whether a noun in lower case, in the singular, is one for a body: "council", "carmaker"."""
    return noun in BODIES or (noun.endswith("maker") and noun != "maker" and noun not in _MAKERS)


def is_human(noun: str) -> bool:
    """Whether a noun in lower case, singular or plural, is one for somebody."""
    noun = singular(noun)
    return noun in _HUMAN or noun in KIN or (noun.endswith(_HUMAN_ENDINGS) and noun not in _NOT_HUMAN)
