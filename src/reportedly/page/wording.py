"""The words that furniture is made of: what sites print around an article, one table a kind.

The tables were written by hand from how news sites and the common publishing systems label things, with a count of the
short lines that recur over hosts in part of the Scrapinghub article extraction benchmark as a guide. They are matched
against one whole line in small letters.
"""

from __future__ import annotations

import re


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def small(text: str) -> str:
    """Put a text into small letters, each character by itself, so that its offsets stay as they are."""
    lower = text.lower()
    return lower if len(lower) == len(text) else "".join([character.lower()[0] for character in text])


def _phrases(text: str) -> frozenset[str]:
    return frozenset(phrase.strip() for phrase in re.split(r"[|\n]", text) if phrase.strip())


SOCIAL = _words(
    "facebook twitter whatsapp instagram youtube linkedin pinterest reddit tumblr telegram flipboard pocket messenger "
    "viber vkontakte vk weibo wechat snapchat tiktok google google+ stumbleupon digg mastodon bluesky threads "
    "odnoklassniki livejournal disqus skype line xing evernote"
)
"""Networks that pages link to; a page's "via X" or "on X" with another X names its publisher."""

BAR_STRONG = SOCIAL - {"line", "pocket", "threads", "messenger", "google"} | _words(
    "share shares sharing tweet tweets retweet email e-mail mail print rss subscribe subscribed subscription "
    "subscriptions newsletter newsletters login log-in logout logged signup sign-up sign-in sign register menu search "
    "skip sitemap cookie cookies privacy adchoices careers masthead bookmark faq faqs advertise feedback toggle "
    "navigation account e-paper epaper e-edition app apps homepage copyright permissions reprints "
    "follow followers listen unsubscribe url clipboard teilen drucken partager imprimer compartir condividi delen dela "
    "skriv inscription abonnez abonnieren suscríbete iscriviti"
)
BAR_WEAK = SOCIAL | _words(
    "a about access ad ads agreement alert alerts all an and archive article articles at back bar button buttons by "
    "careers center centre change choices choose click close collapse comments conditions contact content contents "
    "copied copy create daily digital do edition editorial email expand feed feeds find font footer for free friend "
    "friends from full get go guidelines gift header help here hide home icon in increase info information into issue "
    "it join latest legal less like link links list live load log logo main manage map me media membership mobile more "
    "my need new news next no not notice now number of off on online open options or our out page password pdf pin "
    "please policy post previous profile radio read reader reset save see sell send service services set settings show "
    "site size social start statement stay staff story submit support switch system tablet team text than the this to "
    "today top tv up updated updates us use user username version via video view visit watch website weekly with x you "
    "your +"
)
"""A line all of whose words are in the two sets, one at least in the strong one, is a bar of buttons."""

NAVIGATION = _phrases(
    """
    home | homepage | main menu | menu | menus | more | more... | less | close | open | back | back to top | top
    next | previous | prev | previous article | next article | previous post | next post | previous story
    older posts | newer posts | older post | newer post | all | see all | view all | show all | see more | show more
    view more | load more | read full story | full story | details | here | click here | learn more | find out more
    about | about us | contact | contact us | contacts | our team | our staff | who we are | advertise with us
    advertising | media kit | jobs | careers | help | help center | customer service | terms | terms of use
    terms of service | terms & conditions | terms and conditions | conditions of use | disclaimer | legal
    legal notice | imprint | impressum | datenschutz | privacy | privacy policy | privacy notice | privacy settings
    your ad choices | ad choices | accessibility | accessibility help | accessibility statement
    editorial guidelines | editorial standards | code of ethics | ethics | corrections | submit a correction
    report a correction | report an error | report error | report a typo | suggest edits | newsroom | press room
    press releases | archives | archive | full archive | site map | site index | site information | navigation
    sections | all sections | topics | categories | pages | links | resources | tools | services | store | shop
    donate | support us | support | become a member | membership | subscribe | subscribe now | subscribe today
    digital | edition | today's paper | print edition | mobile apps | mobile | apps | download | download now
    install | feeds | feed | live | live tv | watch live | watch now | watch | watch video | play | play video
    play audio | pause | mute | unmute | fullscreen | full screen | replay | listen live | listen now | listen
    listen to this article | on air | radio | podcast | podcasts | newsletters | newsletter | photos | videos
    video | galleries | photo gallery | gallery | slideshow | view gallery | view slideshow | 1 of 2 | get short url
    short url | permalink | copy link | copy url | link copied | copied | copy | copy to clipboard | copy this link
    link | embed | font size | text size | a- | a+ | aa | a | dark mode | light mode | night mode | translate
    language | languages | english | edition | editions | change edition | select language | u.s. edition
    international edition | uk edition | us edition | breadcrumb | breadcrumbs | you are here | you are here:
    skip to content | skip to main content | skip navigation | jump to navigation | log in | log out | login
    logout | sign in | sign out | sign up | register | my account | my profile | account | profile | settings
    preferences | forgot password? | forgot your password? | remember me | username | password | name | email
    email address | e-mail | your name | your email | your email address | send | send to email address | submit
    cancel | ok | okay | yes | no | apply | reset | save | saved | save article | remove | edit | delete | accept
    accept all | reject all | i accept | i agree | agree | got it | got it! | dismiss | not now | no thanks
    continue | loading | loading... | please wait | error | retry | try again | search | search for: | search for
    search form | search here | search here... | search results | open menu | close menu | toggle navigation
    toggle menu | toggle search | expand | collapse | arrow | icon | logo | follow us | follow us on | follow us on:
    follow us: | follow | following | follow the author | connect | connect with us | stay connected | get in touch
    find us on facebook | join us | social media | social | share | share: | share this | share this:
    share this article | share this story | share this post | share it | sharing | share via | share options
    show more sharing options | like this: | like loading... | share selection to: | print this article
    print this page | print | email this article | tweet | pin it | pin | bookmark | add to favorites
    add to reading list | whatsapp | rss feed | our standards: the thomson reuters trust principles.
    our standards: | weather | horoscopes | horoscope | crossword | crosswords | puzzles | games | sudoku | comics
    classifieds | obituaries | notices | events | calendar | contests | competitions | coupons | deals | real estate
    e-paper | epaper | select | filter | filter by | sort | from | to | by | in | on | or | and | via | with | the
    of | for | source | sources | topics | follow topics | author | authors | written by | about the author
    about the authors | about this article | article information | story highlights | highlights | copy article link
    support our journalism | become a subscriber | manage subscription | gift subscriptions | abo | menü | suche
    startseite | anmelden | accueil | recherche | se connecter | inicio | buscar | iniciar sesión | cerca | accedi
    inloggen | zoeken | logg inn | søk | logga in | sök | главная | поиск | войти | подписаться | поделиться"""
)

NAVIGATION_SENTENCE = re.compile(
    r"""(?:sign\ up|subscribe|register)\b.{0,80}\b(?:newsletters?|inbox|e-?mails?|updates|alerts|channel|free|access
  |digital)\b
    |(?:get|receive)\b.{0,80}\b(?:in|to|into)\ your\ (?:inbox|mailbox|e-?mail)\b
    |by\ (?:signing\ up|subscribing|clicking|continuing|using|registering|submitting|providing|entering
      |logging)\b.{0,120}
      \b(?:agree|accept|consent|terms|polic|acknowledge)
    |(?:we|this\ (?:web)?site|our\ (?:web)?site)\b.{0,60}\buses?\b.{0,40}\b(?:cookies|akismet|javascript)\b
    |your\ browser\ (?:does\ not|doesn.t|is)|you\ need\ to\ enable|for\ the\ best\ experience.{0,60}browser
    |(?:already|not)\ a\ (?:subscriber|member)\b|(?:already|don.t)\ have\ an\ account|you\ are\ (?:now\ )?(?:signed
      |logged)\ in
    |you\ have\ (?:\w+\ ){1,4}free\ articles|thanks?\ (?:you\ )?for\ (?:subscribing|signing\ up|registering|visiting)
    |to\ (?:continue|keep)\ reading\b.{0,60}\b(?:subscri|sign|log|regist)|continue\ reading\b.{0,40}$
    |(?:click|tap)\ (?:here|the)\b.{0,80}\b(?:to|for)\b|read\ the\ (?:full|original|complete)\ (?:story|article
      |report)
    |(?:you\ can\ )?(?:follow|like|find|join|tweet)\ .{1,50}\bon\ (?:facebook|twitter|instagram|youtube|linkedin
      |telegram)\b
      .{0,60}$
    |(?:contact|e-?mail|reach|write\ to)\b.{1,60}\bat\b.{0,60}@|follow\ @?\w+(?:\ @\w+)*$|@\w{2,}$
    |download\ (?:our|the)\b.{0,40}\bapps?\b|(?:get|download)\ the\ .{0,30}\bapp\b
    |(?:do\ you\ )?(?:have|got)\ (?:a|any)\ (?:news\ )?(?:tip|story)\b.{0,40}\?
      |send\ (?:us\ )?(?:your\ )?(?:news\ )?tips
    |you\ (?:will|are\ about\ to)\ be\ redirected|send\ us\ (?:a|your)\ (?:tip|story|news)
      |jump\ (?:directly\ )?to\b.{0,30}$
    |post\ was\ not\ sent|email\ check\ failed|sorry,\ your\ blog\ cannot|powered\ by\b.{0,60}$
      |theme:?\ .{0,40}\bby\b.{0,30}$
    |view\ (?:full\ )?(?:weather|profile|archive|gallery|slideshow)\b.{0,30}$|page\ \d+\ of\ \d+$|\d+\ of\ \d+$
    |https?://\S+$|www\.\S+$|[\w.+-]+@[\w-]+\.[\w.]+$|your\ weather\ is\ set\ to|enter\ (?:your|city|a)\b.{0,60}$
    |(?:read|reading|est\.?\ reading)\ time:?.{0,30}$|\d+\ min(?:ute)?s?\ read$|\d+(?:[.,]\d+)?[km]?\ (?:shares?
      |views?|likes?|reads?)$
    |support\ (?:our|independent|the)\b.{0,80}\b(?:journalism|donat|contribut|subscri)""",
    re.VERBOSE,
)
NAVIGATION_WITHIN = re.compile(
    r""".{0,80}\b(?:delivered|straight|sent|directly)\b.{0,20}\bto\ your\ (?:inbox|mailbox|e-?mail)
    |.{0,80}\b(?:re)?captcha\b|.{0,60}\b(?:enable|disable|turn\ on|requires?)\ (?:your\ )?(?:javascript|ad\ ?block
      |cookies)""",
    re.VERBOSE,
)
NAVIGATION_WORDS = ("to your ", "captcha", "javascript", "block", "cookies")
"""One of them stands in all that :data:`NAVIGATION_WITHIN` matches; they are found sooner."""

COMMENT = re.compile(
    r"""(?:(?:community\ (?:standards|guidelines|rules)|discussion|comment(?:ing)?\ guidelines)\W*)+
    |(?:comments?\ (?:via|with|on|using)\ \w+\W*?)+|comments?\W*\d*\W*|\d[\d,.]*\W*comments?|no\ comments(?:\ yet)?
      |commenting
    |(?:\d+|one|two|three|no)\ (?:responses?|thoughts?|replies)(?:\ (?:to|on)\b.*)?|replies|responses|\d*\s*reply
      |\d+\s*replies
    |(?:leave|post|add|write|make|submit)\ (?:a|your|the\ first)\ (?:reply|comment|response)\b.{0,60}
    |(?:post|submit|publish|send)\ comment|leave\ reply|cancel\ reply|reply\ to\b.{0,40}|report\ (?:abuse|comment)
      |flag
    |(?:view|show|see|load|read|hide|display|open|all|more|latest|recent|new|jump\ to|go\ to|sort|add|join)
      \ (?:all\ |the\ |more\ |new\ |our\ |\d+\ |in\ )*(?:comments?|discussions?|conversation)\b.{0,40}
    |(?:join|start)\ the\ (?:discussion|conversation|debate).{0,60}|be\ the\ first\ (?:one\ )?to\ comment.{0,40}
    |(?:the\ )?comments\ (?:are|have\ been|below|section|policy|powered|for\ this)\b.{0,120}|comment\ (?:policy|rules
      |form).{0,40}
    |commenting\ (?:on|is|has|rules|policy)\b.{0,120}|view\ the\ discussion\ thread.{0,40}
      |.{0,60}powered\ by\ disqus.{0,20}
    |please\ enable\ javascript\ to\ view\ the.{0,60}|your\ e-?mail\ address\ will\ not\ be\ published.{0,80}
    |(?:all\ )?(?:required\ )?fields\ (?:are\ )?(?:marked|required).{0,40}|save\ my\ name,?\ e-?mail.{0,120}
    |notify\ me\ (?:of|by|when|via)\b.{0,80}|sort(?:ed)?\ by\W*(?:newest|oldest|best|top|popular|most).{0,40}|newest
      |oldest
    |most\ (?:liked|voted|replied|recent)|upvote|downvote|have\ your\ say.{0,40}|what\ do\ you\ think\?
    |(?:please\ )?(?:log|sign)\ in\b.{0,40}\bto\b.{0,20}\bcomment.{0,40}|you\ must\ be\ logged\ in\ to\b.{0,60}
    |.{0,60}learn\ how\ your\ comment\ data\ is\ processed.{0,10}|registration\ on\ or\ use\ of\ this\ site\b.{0,120}
    |(?:facebook|disqus|reader|readers.?|user)\ comments?\W*\d*|conversation|discuss|what.s\ your\ (?:view|opinion
      |take)\??
    |kommentare?(?:\ \(\d+\))?|\d+\ kommentare?|commentaires?(?:\ \(\d+\))?|\d+\ commentaires?|comentarios?
      |комментарии.*
    |reacties|deja\ un\ comentario|laisser\ un\ commentaire""",
    re.VERBOSE,
)

ADVERTISEMENT = re.compile(
    r"""\W*(?:advertisements?|advertorial|ads?|advert|adverts|sponsored|promoted|promotion|publicité|publicidad|anzeige
  |werbung
      |annonse|annons|annonce|advertentie|реклама|pubblicità|publicidade|reklama)\W*
    |(?:sponsored|promoted|paid|partner)\ (?:content|links?|stories|story|post|by|message|partner|program
      |listings)\b.{0,60}
    |ads?\ by\ .{0,40}|report\ (?:this\ )?ad|loading\ ad.{0,10}|skip\ ad|remove\ ads?|hide\ ad|why\ this\ ad\??
    |(?:story|article|content|news|post)\ continues?\ (?:below|after)\b.{0,40}|continue[sd]?\ reading\ below.{0,40}
    |(?:scroll|keep\ scrolling)\ (?:down\ )?(?:to|for)\ (?:continue|read|more).{0,60}
      |continue\ reading\ the\ main\ story
    |this\ advertisement\ has\ not\ loaded.{0,60}|recommended\ by\ outbrain.{0,10}|(?:from
      |promoted\ links\ by)\ taboola.{0,20}
    |(?:around|from\ around)\ the\ web|we\ may\ (?:earn|receive|get)\b.{0,40}\bcommission.{0,80}
      |you\ may\ be\ interested\ in""",
    re.VERBOSE,
)

CORRECTION = re.compile(
    r"""(?:correction|corrections|clarification|erratum|corrected|editor['’]?s['’]?\ note|editors['’]\ note
      |rectification|berichtigung|rectificatif|fe\ de\ errores)\b(?:\s*\([^)]{1,40}\))?\s*[:;.—–-]\s*\S.*
    |(?:\W|note:)*(?:an|a|the)\ (?:earlier|previous|original)\ version\ of\ this\ (?:article|story|report|post|column
      |piece|page|headline)\b.*
    |\W*this\ (?:article|story|report|post|piece|headline|item)\ (?:was|has\ been|is)\ (?:\w+\ )?(?:amended|corrected
      |updated|edited
      |clarified|revised|modified|changed)\b.*""",
    re.VERBOSE | re.DOTALL,
)

_THINGS = (
    r"(?:articles?|stor(?:y|ies)|news|content|posts?|links?|topics?|coverage|videos?|reading|items?"
    r"|reports?|headlines?|searches|stuff)"
)
RELATED = re.compile(
    rf"""related(?:\ (?:to\ this\ )?{_THINGS})?\W*|(?:also|more)\ {_THINGS}\W*
    |more\ (?:from|on|in|about|by|like|{_THINGS})\b[^.?!]{{0,60}}|(?:more|most)\ (?:top|latest|recent|popular|read
      |viewed|watched
      |shared|commented|emailed|discussed|trending|active|searched)\b[^.?!]{{0,30}}
    |you\ (?:may|might|could|will)\ (?:also\ )?(?:like|be\ interested|enjoy|want|have\ missed|love)\b.{{0,60}}
    |(?:stories|articles|posts)\ you\ (?:may|might)\b.{{0,40}}|recommended(?:\ (?:for\ you|{_THINGS}|reading
      |videos?))?\W*
    |(?:trending|popular)(?:\ (?:now|today|in|on|{_THINGS}|this\ week)\b.{{0,30}})?\W*|(?:don.t|do\ not)\ miss\W*
      |(?:up|read|what\ to\ read|watch)\ next\W*
    |next\ (?:up|story|article)\W*|in\ this\ (?:section|series|story)\W*|in\ case\ you\ missed\ it.{{0,20}}
      |must\ reads?\W*
    |(?:top|latest|recent|breaking|featured|other|hot|today['’]?s|this\ week['’]?s|similar|popular|important
      |editor['’]?s|editors['’]?|editorial|our|best|local)
      \ (?:top\ )?(?:{_THINGS}|picks?|choice|five|best|tweets|comments|newsletters|posts)(?:\ (?:from|in
      |on)\b.{{0,30}})?\W*
    |(?:from|around)\ (?:our|the)\ (?:network|partners?|archives?|web|site)\W*|more\W*
    |(?:read|watch|see|also|listen|explore)\ (?:more|also|next|it|this|now|read|watch|see|related)\b\W*
    |(?:read(?:\ (?:more|also|next|it|this|now|here))?|also\ read|see\ also|see\ more|related(?:\ {_THINGS})?
      |recommended|watch(?:\ (?:more|also|now|this|video))?
      |more(?:\ on\ this(?:\ story)?)?|don.t\ miss|further\ reading|also\ (?:see|on)|must\ read|in\ pictures|in\ pics
      |explainer|opinion|podcast|video
      |lire\ aussi|à\ lire\ aussi|lesen\ sie\ auch|mehr\ zum\ thema|lea\ también|lee\ también|te\ puede\ interesar
      |leggi\ anche
      |lees\ ook|leia\ (?:também|mais)|les\ også|läs\ också|læs\ også|читайте\ также
      |czytaj\ też)\s*[:|»>]\s*.{{0,160}}
    |(?:read\ more|also\ read|see\ also|read\ also)\b[^.]{{0,120}}
    |mehr\ zum\ thema|lire\ aussi|sur\ le\ même\ sujet|les\ plus\ lus|meistgelesen|más\ leídas|leggi\ anche|lees\ ook
      |mest\ lest|mest\ läst""",
    re.VERBOSE,
)

TAG = re.compile(
    r"""(?:tags?|tagged(?:\ (?:as|with|in|under))?|keywords?|filed\ (?:under|in|to)|posted\ in|labels?
      |(?:related\ |read\ more\ about\ )?topics?|categor(?:y|ies)
      |hashtags?|more\ about|schlagw(?:ö|oe)rter|themen|mots[- ]clés|étiquettes|etiquetas|temas|tópicos|argomenti
      |trefwoorden|emner|теги)
    \s*(?::\s*(?P<names>.{0,400}))""",
    re.VERBOSE,
)
TAG_HEADS = _phrases(
    "tags | tag | keywords | filed under | filed in | posted in | related topics | tagged | hashtags | labels"
)

_AGENCY_NAMES = (
    r"getty(?:\ images)?|gettyimages|reuters|afp|ap(?:\ photo)?|associated\ press|epa(?:-efe)?|efe|upi"
    r"|pa(?:\ wire|\ images|\ media)?|press\ association"
    r"|xinhua|tass|sputnik|ria\ novosti|anadolu(?:\ agency)?|aa|bloomberg|shutterstock|istock(?:photo)?"
    r"|alamy(?:\ stock\ photo)?"
    r"|zuma(?:\ press)?|rex(?:\ features)?|pti|ani|ians|dpa|ansa|kyodo|yonhap|cp|canadian\ press|aap"
    r"|nurphoto|sipa(?:\ usa)?"
    r"|polaris|magnum(?:\ photos)?|corbis|unsplash|pixabay|flickr|wikimedia(?:\ commons)?|wikipedia|imago"
    r"|ntb(?:\ scanpix)?"
    r"|scanpix|tt|ritzau|lehtikuva|keystone|belga|anp|lusa|usa\ today\ sports|mega|splash(?:\ news)?"
    r"|backgrid|wenn|action\ images"
)
AGENCY = re.compile(rf"(?:{_AGENCY_NAMES})", re.VERBOSE)
_HANDOUT = (
    r"photo|photos|image|images|picture|pictures|video|graphic|illustration|photograph|photography"
    r"|photographer|foto|bild|fotos|media|screenshot|screen\ grab"
)
CREDIT = re.compile(
    rf"""(?:\(|\[)?(?:
    (?:{_HANDOUT})(?:\ (?:credits?|by|courtesy(?:\ of)?|source|from|via|copyright|provided\ by
      |supplied(?:\ by)?))?\s*[:|/©]\s*.{{1,100}}
    |(?:{_HANDOUT})\ (?:by|courtesy(?:\ of)?|credits?|via|copyright|©)\ .{{1,80}}
    |(?:{_HANDOUT})\ source\b.{{1,80}}|(?:picture|photo|image)s?\ supplied
    |credits?\s*:?\s*(?:{_AGENCY_NAMES})\b.{{0,60}}|credits?\s*[:|]\s*.{{1,80}}|courtesy(?:\ of|:)\ .{{1,60}}
    |(?:{_AGENCY_NAMES})\s*[/|–—]\s*.{{1,60}}|(?:.{{1,50}}?\s*[/|,–—]\s*|via\ |.{{1,40}}\ (?:via|for
      |/)\ )(?:{_AGENCY_NAMES})(?:\ (?:photo|images|file(?:\ photo)?|pool))?
    |getty(?:\ images)?|gettyimages|i?stock(?:photo)?|shutterstock|alamy|ap\ photo|file\ photo|handout|supplied
      |screenshot|stock\ image|stock\ photo
    |©\s*(?!\d{{4}}|\d{{4}})(?:{_HANDOUT})\s*[:.]\s*.{{1,80}}
    |(?:sources?|quelle|fuente)\s*:\s*(?:{_AGENCY_NAMES})
    )(?:\)|\])?\.?""",
    re.VERBOSE,
)
REPORTED_BY = re.compile(
    r"""\(?(?:additional\ |further\ |with\ )?(?:reporting|writing|editing|compiled|report|text|graphics)\ (?:by
  |from)\ [^.]{3,}.{0,200}\)?
    |(?:the\ )?(?:associated\ press|reuters|afp|pti|ians)\ contributed\ to\ this\ (?:report|story|article)\.?
    |[^.]{3,120}\bcontributed\ (?:reporting|to\ this\ (?:report|story|article))\b.{0,80}""",
    re.VERBOSE | re.DOTALL,
)
TRAILING_CREDIT = re.compile(
    rf"""(?:[(\[]\s*(?:file\ |ap\ |afp\ |handout\ )?(?:photo|image|picture|video|pic|foto|credit
  |courtesy)s?\b[^)\]]{{0,80}}[)\]]
    |[(\[][^()\[\]]{{0,50}}(?:/|\bvia\ )\s*(?:{_AGENCY_NAMES})[^()\[\]]{{0,30}}[)\]]
    |\b(?:{_AGENCY_NAMES})\s?/\s?[a-z][^.!?]{{1,50}}|\bap\ photo\b.{{0,50}}|(?:image|photo|picture
      |foto)(?:\ (?:credit|by|courtesy|source))?\s?:\s?.{{2,60}}
    |/\s?(?:{_AGENCY_NAMES})(?:\ (?:photo|images|file))?|\bcredit\s?:\s?.{{2,60}}|©\s?.{{2,60}})\s*\.?\)?$""",
    re.VERBOSE,
)
CAPTION = re.compile(
    r"""(?:image|media|video|photo)\ caption:?\s+\S.*|caption\s*:\s*\S.*|above\s*:\s*\S.*
    |pictured(?:\ (?:above|here|below|left|right))?\s*[:,]\s*\S.*
    |(?:photos?|image|picture|gallery|video)\s*:\s*\S.*|file\ (?:photo|image|picture|pic|-|–
      |—)\s*[:–—-]?\s*(?:in\ this\b|\S).*
    |(?:in\ )?this\ (?:[\w.,]+\ ){0,4}(?:file\ )?(?:photo|photograph|image|picture|handout|screenshot|frame\ grab)\b.*
    |(?:hide|toggle|show)\ caption|enlarge(?:\ this)?\ image.*""",
    re.VERBOSE | re.DOTALL,
)

LEGAL = re.compile(
    r""".{0,200}\ball\ rights\ reserved\b.*|(?:copyright|©|\(c\)|&copy;)\W*(?:copyright\W*)?(?:19|20)\d\d\b.{0,160}
  |©\s*[^/]{3,60}\b(?:19|20)\d\d|copyright\b[^.?!]{0,120}
    |.{0,120}\b(?:may|must|can)\ not\ be\ (?:published|reproduced|reprinted|copied|republished|redistributed
      |broadcast)\b.*
    |.{0,120}\b(?:is|are)\ not\ responsible\ for\ (?:the\ )?content\b.*|.{0,80}\bregistered\ (?:trademark|office
      |in\ england)\b.*
    |(?:views|opinions)\ expressed\b.{0,160}\b(?:author|own|writer|contributor)\b.*
    |the\ (?:views|opinions)\ (?:and\ opinions\ )?expressed\b.*
      |use\ of\ (?:and/or\ registration\ on\ any\ portion\ of\ )?this\ site\ constitutes\b.*
    |(?:market\ )?(?:data|quotes?)\ (?:delayed|provided|displayed)\b.*|registered\ (?:office|charity)\b.*""",
    re.VERBOSE | re.DOTALL,
)
LEGAL_WORDS = (
    "rights reserved", "copyright", "©", "(c)", "&copy;", " not be ", "responsible for", "registered", "expressed",
    "constitutes", "data ", "quote",
)  # fmt: skip
"""One of them stands in all that :data:`LEGAL` matches; they are found sooner."""

SECTIONS = _phrases(
    """
    news | world | world news | politics | business | economy | markets | finance | money | tech | technology
    science | health | sport | sports | opinion | opinions | editorial | editorials | columnists | culture | arts
    entertainment | lifestyle | life | life & style | style | travel | food | food & drink | education | environment
    climate | energy | crime | law | justice | courts | society | religion | media | books | film | movies | music
    tv | tv & radio | television | theatre | theater | games | gaming | cars | autos | motoring | fashion | beauty
    family | parenting | local | local news | national | nation | international | u.s. | us | usa | us news | uk
    uk news | u.k. | europe | asia | africa | americas | middle east | latin america | north america | south america
    australia | asia-pacific | asia pacific | russia | china | india | canada | britain | france | germany
    military & intelligence | military | defence | defense | security | space | viral | features | analysis
    interviews | interview | investigations | fact check | explainers | letters | blogs | football | soccer
    cricket | rugby | tennis | golf | cycling | boxing | basketball | baseball | hockey | nfl | nba | mlb | nhl
    formula 1 | motorsport | olympics | companies | industry | startups | personal finance | property | housing
    retail | transport | aviation | immigration | elections | election 2020 | white house | congress | city | cities
    state | regional | metro | scotland | wales | northern ireland | london | new york | california | washington
    brexit | coronavirus | war | people | celebrity | celebrities | royals | weird news | odd news | oddly enough
    history | nature | animals | obituaries | politik | wirtschaft | kultur | gesellschaft | wissenschaft | ausland
    inland | panorama | politique | économie | monde | société | política | economía | economia | mundo | cultura
    deportes | esteri | politica | cronaca | sportnieuws | samfunn | innenriks | utenriks | inrikes | utrikes
    политика | экономика | общество | мир | в мире | культура | спорт"""
)
"""Names of sections, as they stand alone on a line."""
