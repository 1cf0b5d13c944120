"""Given names that stand for one another in English, and names so common that two people often share one."""

from __future__ import annotations

from functools import lru_cache

from reportedly.library.matching.folding import CACHED

_SHORT = """
abe: abraham | lute: luther | al: albert alan allen alfred alexander | alex: alexander alexandra alexis | andy: andrew
angie: angela | art: arthur | barb: barbara | becky: rebecca | ben: benjamin benedict | bernie: bernard
bert: albert herbert robert | beth: elizabeth | betsy: elizabeth | betty: elizabeth | bill: william
billy: william | bob: robert | bobby: robert | brad: bradley | cathy: catherine | charlie: charles
chuck: charles | chris: christopher christine christian christina | christy: christine | chip: charles
cindy: cynthia | dan: daniel | danny: daniel | dave: david | deb: deborah | debbie: deborah | dick: richard
don: donald | donnie: donald | dot: dorothy | doug: douglas | drew: andrew | ed: edward edwin edgar edmund
eddie: edward edwin | ellie: eleanor | ernie: ernest | frank: francis franklin | fran: frances
fred: frederick alfred | freddie: frederick | gabe: gabriel | gene: eugene | geoff: geoffrey | gerry: gerald
greg: gregory | gus: augustus | hal: harold henry | hank: henry | harry: henry harold | jack: john | jake: jacob
jamie: james | jan: janet janice | jay: jason | jeff: jeffrey | jen: jennifer | jenny: jennifer
jerry: gerald jerome | jim: james | jimmy: james | jo: joanne josephine | joe: joseph | joey: joseph
john: jonathan | johnny: john | jon: jonathan | josh: joshua | judy: judith | kate: catherine | kathy: catherine
katie: catherine | ken: kenneth | kenny: kenneth | kim: kimberly | kit: christopher | larry: lawrence
len: leonard | leo: leonard | liz: elizabeth | lizzie: elizabeth | lou: louis louise | maggie: margaret
marty: martin | matt: matthew | max: maximilian maxwell | meg: margaret | mel: melvin melanie | mickey: michael
mick: michael | mike: michael | mitch: mitchell | molly: mary | nan: nancy | nat: nathaniel nathan
nate: nathan nathaniel | ned: edward | nick: nicholas | pam: pamela | pat: patrick patricia | patty: patricia
peggy: margaret | pete: peter | phil: philip | ray: raymond | rich: richard | rick: richard | ricky: richard
rob: robert | robby: robert | robbie: robert | rod: rodney roderick | ron: ronald | ronnie: ronald
rudy: rudolph | russ: russell | sam: samuel samantha | sandy: sandra alexander | steve: steven | stan: stanley
stu: stuart | sue: susan | suzy: susan | tad: thaddeus | ted: edward theodore | teddy: edward theodore
terry: terence theresa | tim: timothy | timmy: timothy | toby: tobias | tom: thomas | tommy: thomas
tony: anthony | val: valerie | vic: victor | vicky: victoria | vince: vincent | wally: walter | walt: walter
wes: wesley | will: william | willie: william | zach: zachary | tricia: patricia
trish: patricia | tina: christina | jeanne: jean | gabby: gabrielle
mandy: amanda | lindsey: lindsay | lex: alexander | lyn: lynn | connie: constance
cliff: clifford | ash: ashton | cal: calvin | dom: dominic | hugh: hubert | izzy: isabel | joan: joanna
"""
_SPELT = """
hillary hilary hilery | barack barak | michelle michele | cheryl sheryl | joanne joann | reince rience
muhammad mohammed mohammad mohamed muhammed mohamad mohammod | katherine catherine kathryn katharine cathryn
steven stephen stephan | geoffrey jeffrey jeffery geoffry | sara sarah | philip phillip | ann anne
lawrence laurence | alexander aleksandr alexandr aleksander | sergei sergey serguei
alexei alexey aleksei aleksey | dmitri dmitry dmitriy | andrei andrey | yuri yury iouri | vladimir wladimir
mikhail michail | nikolai nikolay | yevgeny evgeny | terence terrence | frederick frederic fredrick fredric
francis frances | eric erik | carl karl | marc mark | brian bryan | alan allan allen
jonathan jonathon johnathan | susan suzan | theresa teresa | deborah debra debora | ahmed ahmad
hussein husayn husain hussain | hasan hassan | yusuf yousef youssef yousuf | abdallah abdullah abdulla
ibrahim ebrahim | khaled khalid | osama usama | omar umar | saddam sadam | mahmud mahmoud mahmood
tariq tarik tareq | ali aly | joseph josef | nicholas nicolas | rudolph rudolf | zachary zachery
gabriel gabriele | lindsay lyndsey | rachel rachael | stuart stewart | jerome gerome | megan meghan
kristin kristen | caitlin kaitlin | gregory gregg | cynthia cinthia | rebecca rebekah | anthony antony
michael micheal | moammar muammar moamar | qasem qassem qasim kassem | bashar baschar | benjamin binyamin
kimberly kimberley | robby robbie | teddy teddie | vicky vicki | kathy cathy kathie | jenny jennie
patty pattie patti | debbie debby | bobby bobbie | adolf adolph | rafael raphael | christopher kristopher
christian kristian | katya katia | natalia nataliya natalya | tatiana tatyana | viktor victor | oleksandr olexander
oleg oleh | igor ihor | pyotr piotr | fyodor fedor | mustafa mustapha | karim kareem | rashid rasheed | said saeed
walid waleed | jamal gamal | abdel abdul | fatima fatma | aisha ayesha
"""

_FIRST_OF = {
    word: group.split()[0]
    for line in _SPELT.strip().splitlines()
    for group in line.split("|")
    for word in group.split()
}
"""One spelling for all."""
_LONG: dict[str, frozenset[str]] = {
    _FIRST_OF.get(short.strip(), short.strip()): frozenset(_FIRST_OF.get(each, each) for each in long.split())
    for line in _SHORT.strip().splitlines()
    for short, _, long in (pair.partition(":") for pair in line.split("|"))
}

COMMON_GIVEN = frozenset(
    (
        "james john robert michael william david richard joseph thomas charles christopher daniel matthew anthony "
        "mark donald steven paul andrew joshua kenneth kevin brian george timothy ronald edward jason jeffrey "
        "ryan jacob gary nicholas eric jonathan stephen larry justin scott brandon benjamin samuel gregory frank "
        "raymond patrick jack dennis peter adam henry douglas mary patricia jennifer linda elizabeth barbara "
        "susan jessica sarah karen nancy lisa margaret betty sandra ashley dorothy kimberly emily donna michelle "
        "carol amanda melissa deborah stephanie rebecca laura sharon cynthia kathleen amy angela anna emma "
        "samantha katherine christine rachel carolyn janet mike bob bill jim tom dave chris joe steve dan "
        "catherine maria heather diane julie joyce victoria kelly christina joan lauren simon alan martin ian lee "
        "neil jose juan luis carlos jorge muhammad ahmed ali hassan mahmud ahmad abdallah sara ann philip"
    ).split()
)
COMMON_SURNAMES = frozenset(
    (
        "smith johnson williams brown jones garcia miller davis rodriguez martinez hernandez lopez gonzalez "
        "wilson anderson thomas taylor moore jackson martin lee perez thompson white harris sanchez clark ramirez "
        "lewis robinson walker young allen king wright scott torres nguyen hill flores green adams nelson baker "
        "hall rivera campbell mitchell carter roberts gomez phillips evans turner diaz parker cruz edwards "
        "collins reyes stewart morris morales murphy cook rogers gutierrez ortiz morgan cooper peterson bailey "
        "reed kelly howard ramos kim cox ward richardson watson brooks chavez wood james bennett gray mendoza "
        "ruiz hughes price alvarez castillo patel myers long ross foster jimenez khan singh ahmed ali hussein "
        "hussain li wang zhang liu chen yang wu cohen murray simpson graham hunt marshall shaw mohammed muhammad "
        "hassan"
    ).split()
)

_EVERYWHERE = frozenset(
    "smith johnson williams brown jones miller davis wilson taylor thomas martin white lee kim khan ali garcia lopez "
    "rodriguez martinez hernandez gonzalez wang li zhang chen liu singh patel nguyen".split()
)
_EVERYBODY = frozenset(
    "james john robert michael mike william bill david richard joseph joe thomas tom charles chris daniel dan mark "
    "paul peter george steven stephen steve brian kevin jim bob mary jennifer linda susan sarah karen nancy lisa jose "
    "juan maria muhammad mohammed ahmed wei min".split()
)
GIVEN = COMMON_GIVEN | _FIRST_OF.keys() | _LONG.keys() | {long for each in _LONG.values() for long in each}
"""Given names as such: one that stands alone may be anybody's."""


@lru_cache(CACHED)
def given_forms(given: str) -> frozenset[str]:
    """The full given names that a folded one can stand for, itself among them."""
    one = _FIRST_OF.get(given, given)
    return _LONG.get(one, frozenset()) | {one}


@lru_cache(CACHED)
def commonly(given: str, surname: str) -> int:
    """How common a name is: 2 where a reader would ask which one ("John Smith"), 1 where two are likely, else 0."""
    if surname not in COMMON_SURNAMES or COMMON_GIVEN.isdisjoint((given, _FIRST_OF.get(given, given))):
        return 0
    return 2 if surname in _EVERYWHERE and given in _EVERYBODY else 1
