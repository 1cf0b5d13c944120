"""What is a news outlet, by its name alone.

A name is an outlet if it is a well-known one (a modest list: agencies, and titles that no pattern below would give
away) or if it is built as outlets' names are ("The Cleveland Herald", "Daily Nation", "TV4", "Sky News", "radio Echo").
Patterns need a capitalised name around the telling word, so that "the times" and "a post" stay ordinary words.
"""

from __future__ import annotations

import re

_KNOWN = """
AAP, AFP, Agence France-Presse, Anadolu, Anadolu Agency, ANI, ANP, ANSA, AP, Associated Press, Belga, Bernama,
Bloomberg, Canadian Press, Dow Jones, DPA, EFE, Fars, Hina, IANS, Interfax, IRNA, ITAR-TASS, Jiji, KCNA, KUNA, Kyodo,
Mehr, MTI, Novosti, NTB, PA Media, PAP, Press Association, Press Trust of India, PTI, Reuters, RIA, RIA Novosti,
Ritzau, Ruptly, SANA, SPA, Sputnik, Storyful, STT, Tanjug, Tasnim, TASS, Thomson Reuters, TT, Ukrinform, UNIAN, United
Press International, UPI, Xinhua, Yonhap,
ABC, Al Arabiya, Al Jazeera, Al Mayadeen, Al-Arabiya, Al-Jazeera, Al-Manar, ARD, BBC, BFM TV, BFMTV, C-SPAN, CBC, CBS,
CCTV, CGTN, Channel 1, Channel 10, Channel 12, Channel 13, Channel 2, Channel 4, CNBC, CNN, CNN International, CTV,
Deutsche Welle, Dozhd, DR, DW, Euronews, Fox, Fox Business, France 2, France 24, France Inter, Franceinfo, ITN, ITV,
KBS, LBC, MSNBC, NBC, NDR, NDTV, NHK, NOS, NPR, NRK, NTV, ORF, PBS, Press TV, Radio Free Asia, Radio Free Europe, RAI,
RFE/RL, RFI, RT, RTBF, RTE, RTL, RTS, RTVE, RTÉ, Russia 24, Russia Today, SABC, SBS, Sky, Sky News, SR, SRF, STV,
Suspilne, Sveriges Radio, SVT, Telemundo, TF1, TRT, TRT World, TV 2, TV2, TV4, TVN, TVP, Univision, VOA, Voice of
America, VRT, WDR, YLE, Yle, ZDF,
Aftenposten, Aftonbladet, Al-Ahram, Al-Akhbar, Al-Monitor, Al-Quds, Algemeen Dagblad, Asahi, Asharq Al-Awsat, Axios,
Barron's, Bellingcat, Berlingske, Bild, Bild am Sonntag, Breitbart, BuzzFeed, Caixin, Clarín, Corriere della Sera,
Cosmopolitan, Cumhuriyet, Dagbladet, Dagens Nyheter, Dagens Næringsliv, Daily Mail, De Standaard, De Telegraaf, De
Volkskrant, Delfi, Der Spiegel, Der Standard, Der Tagesspiegel, Deutsche Presse-Agentur, Die Presse, Die Welt, Die
Zeit, Drudge Report, Ekstra Bladet, El Mundo, El Pais, El País, El Universal, Engadget, Esquire, Expressen, FAZ,
Financial Times, FiveThirtyEight, Folha, Folha de S.Paulo, Forbes, Foreign Affairs, Foreign Policy, Frankfurter
Allgemeine, Frankfurter Allgemeine Zeitung, Gazeta Wyborcza, Gizmodo, GQ, Guardian, Göteborgs-Posten, Haaretz,
Handelsblatt, Helsingin Sanomat, Huffington Post, HuffPost, Hurriyet, Hürriyet, Ilta-Sanomat, Iltalehti, InfoWars,
Izvestia, JAMA, Jutarnji list, Jyllands-Posten, Kathimerini, Klassekampen, Kommersant, Kyiv Independent, L'Express, La
Nación, La Repubblica, La Stampa, La Vanguardia, Le Figaro, Le Monde, Le Parisien, Le Point, Le Soir, Lenta.ru,
Libération, Los Angeles Magazine, Maariv, Maclean's, Mail on Sunday, MarketWatch, Mashable, Mediapart, Meduza,
Milliyet, Mother Jones, National Geographic, National Review, Nature News, Neue Zürcher Zeitung, New England Journal
of Medicine, New Scientist, New Statesman, New York magazine, Newsmax, Newsweek, Nordlys, Novaya Gazeta, NRC, NRC
Handelsblad, NZZ, O Globo, OKO.press, Page Six, Pitchfork, Politico, PolitiFact, Politiken, Pravda, ProPublica, Raw
Story, RealClearPolitics, RedState, Rolling Stone, Rossiyskaya Gazeta, Rzeczpospolita, Sabah, Scientific American,
Semafor, Slate, Snopes, Spiegel, Spiegel Online, Stavanger Aftenblad, Svenska Dagbladet, Sydsvenskan, Süddeutsche
Zeitung, TechCrunch, The Advertiser, The Age, The Atlantic, The BMJ, The Conversation, The Daily Beast, The Dawn, The
Economist, The Forward, The Grio, The Hill, The Hindu, The Intercept, The Lancet, The Local, The Nation, The National,
The New Republic, The New Yorker, The Onion, The Register, The Root, The Scotsman, The Smoking Gun, The Spectator, The
Sun, The Times of India, The Verge, The Week, The Wire, ThinkProgress, Time, Time magazine, Time Out, TMZ, Townhall,
U.S. News & World Report, Ukrainska Pravda, USA Today, Vanity Fair, Vedomosti, Verdens Gang, VG, Vice, Vogue, Vox,
Weekly Standard, WikiLeaks, WION, Wired, WND, Yahoo, Yediot Aharonot, Yedioth Ahronoth, Ynet, Yomiuri,
"""
"""Agencies, then broadcasters, then papers, magazines and sites that no pattern below would give away."""

AGENCIES = frozenset(
    name.strip()
    for name in (
        "AAP, AFP, Agence France-Presse, Anadolu Agency, ANI, ANP, ANSA, AP, Associated Press, Belga, Bernama, "
        "Canadian Press, CNA, Deutsche Presse-Agentur, DPA, dpa, EFE, IANS, Interfax, IRNA, KUNA, Kyodo, Kyodo News, "
        "MTI, NTB, PA Media, Press Association, Press Trust of India, PTI, Reuters, RIA Novosti, Ritzau, SANA, Tanjug, "
        "TASS, Thomson Reuters Foundation, TT, Ukrinform, United Press International, UPI, Xinhua, Yonhap"
    ).split(",")
)
"""News agencies, whose texts others publish."""

_ONE_OUTLET = {
    short: whole
    for whole, names in {
        "associated press": "ap",
        "agence france-presse": "afp",
        "united press international": "upi",
        "deutsche presse-agentur": "dpa",
        "press association": "pa|pa media",
        "press trust of india": "pti",
        "canadian press": "cp",
        "reuters": "thomson reuters|reuters staff|reuters news agency",
        "xinhua": "xinhua news agency",
        "wall street journal": "wsj",
        "new york times": "nyt|nytimes",
        "huffington post": "huffpost",
        "washington post": "wapo",
        "npr": "national public radio",
    }.items()
    for short in names.split("|")
}

_NAMES = frozenset(name.strip() for name in _KNOWN.replace("\n", " ").split(",") if name.strip())

_HEAD = (
    "Advertiser|Advocate|Argus|Beacon|Bee|Broadcasting|Bulletin|Chronicle|Citizen|Courant|Courier|Daily|Democrat-Gazette|"
    "Dispatch|Echo|Enquirer|Examiner|Express|Free Press|Gazette|Globe|Globe and Mail|Guardian|Herald|Independent|"
    "Inquirer|Journal|Ledger|Magazine|Mail|Mercury|Mirror|Monitor|News|Newspaper|Newswire|Nieuws|Nyheter|Observer|"
    "Picayune|Plain Dealer|Post|Post-Gazette|Post-Dispatch|Press|Press Agency|News Agency|Radio|Record|Register|Review|"
    "Sentinel|Standard|Star|Sun|Sun-Times|Tageszeitung|Telegram|Telegraph|Television|Times|Times-Picayune|Tribune|TV|"
    "Union-Tribune|Weekly|Wire|Zeitung"
)
"""Last words of outlets' names; each also names ordinary things, so a capitalised word must stand before it."""

_ORDINARY = re.compile(
    r"(?:.+ )?(?:Bowling|Command|Trading|Guard|Lamp|Military|Army|Border|Goal|Blog|Rock|Pop|Gold|Junk|Fake|Good|Bad|"
    r"Breaking|Cable|Social|Smart|Peer|Law|Annual|Periodic|Policy|Nuclear|Security|Strategic|Posture|Open|Gas) "
    r"(?:Post|Star|Record|Review|Mail|News|Press|TV|Register|Standard|Magazine|Radio|Guardian|Monitor)"
)
"""Names that end as an outlet's does and are none ("Nuclear Posture Review", "Fake News", "Open Standard")."""

_FOUNDED = (
    "ABC|AFP|Al Jazeera|ARD|BBC|Bloomberg|CBC|CBS|CNN|Fox|ITV|MSNBC|NBC|NHK|NPR|NRK|PBS|Reuters|Sky|Sputnik|SVT|ZDF"
)
_WHEN = (
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July|August|September|"
    r"October|November|December)"
)
_WORD = r"[A-ZÀ-Þ][\w’'&-]*"

_ALONE = re.compile(rf"[Tt]he (?!(?:TV|Television|Radio|Press|News|Newspaper|Magazine|Broadcasting)\b)(?:{_HEAD})")
"""A telling word by itself is a title only after its article, "The Times"; and not if it names a whole trade."""

_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        # "Straits Times", "Globe and Mail": capitalised words (with "of", "and" between), then a telling one.
        rf"(?:[A-ZÀ-Þ][\w.’'&-]*(?: (?:of|and|de|&))? ){{1,5}}(?:{_HEAD})(?: (?:Online|Network|Channel|Service))?",
        rf"(?:Daily|Sunday|Radio|Canal|Dagens|Gazeta|Diario|Jornal|Journal de) {_WORD}(?: {_WORD}){{0,2}}",
        # Call signs and numbered channels: "WABC", "KTLA 5", "WXYZ-TV", "TV4", "Channel 5 News".
        r"[WK][A-Z]{3}-(?:TV|FM|AM|DT)|[WK][A-Z]{3}(?: \d{1,2})?",
        rf"(?:{_WORD} )?(?:TV|Channel)[ -]?\d{{1,2}}(?: News)?",
        r"[A-Z][\w-]*(?: [A-Z][\w-]*)?[ -]?TV",
        # A branch of a known one, "BBC Persian"; but "told CNN Monday" has a day behind the name.
        rf"(?:{_FOUNDED})(?! {_WHEN}\b) [A-Z0-9][\w-]*(?: (?!{_WHEN}\b)[A-Z0-9][\w-]*){{0,2}}",
        rf"{_WORD}(?: {_WORD})* (?:newspaper|magazine|daily|tabloid|broadcaster|news agency|news site|news website)",
        # Titles in other languages: "Hufvudstadsbladet", "Kauppalehti", "Augsburger Allgemeine".
        r"[A-ZÀ-Þ]\w{3,}(?:bladet|avisen|avisa|tidningen|tidende|posten|lehti|zeitung|nachrichten|krant)",
        rf"(?:{_WORD} ){{1,3}}(?:Nachrichten|Allgemeine|Anzeiger|Rundschau|Tageblatt|Tidende|Avis|Blad|Tidning)",
    )
)

_NO_OUTLET = re.compile(
    r"\b(?:Inc|LLC|Ltd|Corp|University|Committee|Secretary|Foundation|Conference|Release|Briefing)\b\.?"
)
_DOMAIN = re.compile(r"(?:www\.)?[\w-]*(?:news|times|post|herald|daily|press|tribune|gazette)[\w-]*\.[a-z]{2,4}", re.I)


_SPELT = {
    "NYT": "New York Times",
    "WSJ": "Wall Street Journal",
    "WaPo": "Washington Post",
    "National Public Radio": "NPR",
}


def editors_form(name: str) -> str:
    """An outlet's name as an editor would write it: "WSJ" is "Wall Street Journal"; others stay as they are."""
    return _SPELT.get(name, name)


def is_outlet(name: str) -> bool:
    """Whether a name is that of a newspaper, magazine, broadcaster, news agency or news site.

    Args:
        name: a name as written in a report, with or without its article; a trailing "'s" is left out of account.

    Returns:
        True for well-known outlets and for names built like an outlet's. A title that is an ordinary word counts only
        with its article ("The Sun", "The Hill") and nothing counts in lower case ("the times").

    """
    given = re.sub(r"[’']s?$", "", " ".join(name.split()).strip(' ,.;:()"“”'))
    bare = re.sub(r"^(?:[Tt]he|[Aa]n?) (?=\S)", "", given)
    if not bare or _NO_OUTLET.search(bare) or _ORDINARY.fullmatch(bare):
        return False
    if bare in _SPELT or bare in _NAMES or (bare != given and f"The {bare}" in _NAMES) or _ALONE.fullmatch(given):
        return True
    return bool(_DOMAIN.fullmatch(bare)) or any(pattern.fullmatch(bare) for pattern in _PATTERNS)


def same_outlet(one: str, other: str) -> bool:
    """Whether two names are one outlet's: "AP" and "The Associated Press", "BBC News" and "BBC".

    Args:
        one: a name as written in a report.
        other: another.

    Returns:
        True for names that differ in case, article or known short form, and for an outlet and a branch or programme of
        it.

    """
    a, b = _key(one), _key(other)
    return bool(a and b) and (a == b or a.startswith(f"{b} ") or b.startswith(f"{a} "))


def _key(name: str) -> str:
    key = re.sub(r"[’']s?(?= |$)", "", re.sub(r"^the ", "", " ".join(name.casefold().split()).strip(' ,.;:()"“”')))
    return _ONE_OUTLET.get(key, key)
