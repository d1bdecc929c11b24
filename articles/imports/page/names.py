"""What names look like: our own, those of outlets, and those that are neither outlet nor person."""

import re

from articles.imports.page.vocabulary import OWN_NAMES
from articles.text.matching import find_all, has_hangul

#: One capitalised word of an English name.
WORD = r"[A-Z0-9][\w’'&.-]{0,24}"
_LINK = r"(?:of|and|&|for|de|du|da|do|di|la|le|des|der|die|am|im|von|y|el|the)"
#: An English name of several words.
NAME = rf"{WORD}(?:\s(?:{_LINK}\s){{0,2}}{WORD}){{0,7}}"


def word_table(table: str) -> frozenset[str]:
    """The words of a table that is written as text."""
    return frozenset(table.split())


# Kinds of outlets: alone they name none.
_KINDS = word_table(
    """
    daily times news newspaper post herald tribune journal gazette press radio tv television
    broadcasting standard weekly observer mail monitor
    wire courier chronicle examiner magazine mirror globe echo dispatch bulletin
    ledger sentinel register reporter insider today review ilbo shinmun sinmun shimbun
    broadcast podcast newswire digest quarterly monthly inquirer argus advertiser messenger
    voice beacon zeitung star channel newscast newsletter
    wochenblatt tageblatt journalism newsroom nachrichten
    """
)
_PROPER_NAMES = word_table(
    """
    guardian independent diplomat atlantic telegraph spectator nikkei newsweek kyodo xinhua
    monde figaro reuters afp yonhap newsis bbc cnn npr kbs mbc sbs ytn jtbc voa rfa nhk cna
    dw upi bloomberg politico axios economist jazeera hankyoreh
    """
)
# Outlets whose names consist of everyday words.
_WELL_KNOWN = frozenset(
    {
        "foreign policy",
        "foreign affairs",
        "38 north",
        "the hill",
        "national interest",
        "associated press",
    }
    | {"agence france-presse", "deutsche welle", "le monde", "die welt", "die zeit", "der spiegel"}
)
_OUTLET_WORDS = _KINDS | _PROPER_NAMES
_KOREAN_OUTLET = re.compile(
    r"(?:[가-힣A-Za-z0-9·]+\s?(?:일보|신문|뉴스|뉴스1|방송|타임[스즈]|통신|데일리|저널|투데이|포스트|헤럴드|위클리|매거진|프레스"
    r"|라디오|트리뷴|가제트|텔레그래프|크로니클|옵서버|인사이트|와이어|레저|TV|티비|NK|엔케이|뉴스룸|닷컴|경제신문|아시아방송|의\s?소리|저널리즘)"
    r"|(?:월간|주간|시사|계간)\s?[가-힣A-Za-z]+|데일리\s?NK|뉴시스|뉴스1|한겨레|로이터|블룸버그|가디언|[A-Z]{2,4}\s?뉴스|KBS|MBC|SBS|YTN|JTBC|VOA|RFA|BBC|CNN|NHK)"
    r"(?:\s?\([A-Za-z0-9 .]{2,30}\))?"
)
_CARRIES_PARTICLE = re.compile(
    r".*(?:[은는을를에의로과와도며고이가서께게]|[가-힣][린된]|했[다던]|하는|열린|에서|[,.)])"
)
# Words for outlets in general, and what describes one: no name of any.
_GENERIC_OUTLET = re.compile(
    r"(?:(?:미국|일본|한국|국내|해외|외국|현지|영국|중국|북한|주요|각|이|해당|한|영어|영문|인터넷|온라인|공영|국영|관영|대북|유력|여러|다수|조선|민영|지역)\s?)*"
    r"(?:일보|신문|뉴스|방송|통신|저널|매체|언론|외신|라디오|투데이|포스트|TV|뉴스룸|기사|보도|데일리|위클리)(?:사|들|\s매체)?"
    r"|.*\d시\s?뉴스"
    r"|(?:The\s)?(?:Daily|Times|News|Newspaper|Post|Press|Radio|TV|Television|Today|Review|Magazine|Journal|Media|Agency|Network"
    r"|Local|International|National|Foreign|World|Breaking|Latest|Press|Coverage|Release|Conference|Korean|South|North|State|\s)+"
)
_BEGINNINGS = frozenset({"radio", "voice", "bbc", "cnn", "kbs", "mbc", "sbs", "the"})
_ENDINGS = _OUTLET_WORDS | {"agency", "network", "korea", "asia", "policy", "affairs", "north"}
#: Places, peoples and times: a part of many names, and none by themselves.
PLACE_WORDS = word_table(
    """
    international national korea korean north south china chinese japan japanese america
    american united states kingdom european seoul beijing pyongyang washington geneva tokyo
    london brussels york republic democratic dprk rok january february march april may june
    july august september october november december monday tuesday wednesday thursday friday
    saturday sunday yalu tumen river world asia africa europe pacific global east west
    """
)
#: Bodies and the like, which publish no newspaper and are no persons.
BODY_WORDS = word_table(
    """
    commission committee council parliament congress senate assembly nations government
    ministry department house center centre institute foundation university college school
    watch amnesty organization organisation party court embassy subcommittee union alliance
    coalition association society network tribunal office bureau agency administration
    rapporteur summit forum conference hearing human rights database security foreign
    affairs people's cecc un nkdb act law convention white paper report street road avenue
    building hall library museum hotel airport bank state federal supreme covid pandemic
    christian catholic church religious freedom unit team group
    """
)
_NEITHER = word_table(
    """
    he she they it we i you this that these those there here who what which when while after before since however
    meanwhile moreover furthermore also and but the a an in on at by for from with to of as according during although
    thus yet if not no our their his her its please local several many some other both most two three four full original entire
    complete new latest
    """
)


def is_own(name: str) -> bool:
    """Whether the name is ours."""
    return any(find_all(name, own) for own in OWN_NAMES)


def without_own_names(text: str) -> str:
    """The text with our own names blanked out, since every page names us."""
    for own in OWN_NAMES:
        for match in reversed(find_all(text, own)):
            text = text[: match.start()] + " " * len(match.group()) + text[match.end() :]
    return text


def carries_particle(word: str) -> bool:
    """Whether a Korean word has the ending of a case or a verb, so that no name goes on behind it."""
    return word != "국가" and bool(_CARRIES_PARTICLE.fullmatch(word))


def words_of(name: str) -> list[str]:
    """The words of a name in small letters, without points and possessives."""
    return [re.sub(r"['’]s$|\.", "", word).lower() for word in re.split(r"[\s-]+", name) if word]


def has_outlet_word(name: str) -> bool:
    """Whether the name tells by itself that it is an outlet's."""
    name = name.strip()
    if _GENERIC_OUTLET.fullmatch(name):
        return False
    words = name.lower().replace(".", "").split()
    is_agency = words[-2:-1] in (["news"], ["press"]) and words[-1] == "agency"
    return bool(
        is_agency
        or _OUTLET_WORDS.intersection(words)
        or name.lower() in _WELL_KNOWN
        or _KOREAN_OUTLET.fullmatch(name)
    )


def is_outlet_name(text: str) -> bool:
    """Whether the text is nothing but a name that tells by itself that it is an outlet's."""
    words = words_of(text)
    if not has_outlet_word(text) or len(words) > 6:
        return False
    if _KOREAN_OUTLET.fullmatch(text.strip()):
        return True
    ends_like_one = words[-1] in _ENDINGS or words[0] in _BEGINNINGS or text.isupper()
    return bool(re.fullmatch(NAME, text.strip())) and ends_like_one


def is_generic(name: str) -> bool:
    """Whether the words name no particular outlet: "the newspaper", "국내 언론"."""
    words = words_of(name)
    is_bare = len(words) == 1 and words[0] in _KINDS
    return is_bare or bool(_GENERIC_OUTLET.fullmatch(name.strip())) or set(words) <= _NEITHER


def has_body_word(name: str) -> bool:
    """Whether a word of the name belongs to bodies, or all of them to places or dates."""
    words = set(words_of(name))
    return bool(BODY_WORDS & words) or words <= PLACE_WORDS


def without_leading_words(name: str) -> str:
    """The name without the words of a sentence that happen to be capitalised before it."""
    words = name.split()
    while words and (words[0].lower().strip(".,") in _NEITHER or _is_when(words[0])):
        words.pop(0)
    if len(words) > 1 and has_hangul(words[0]) and not has_hangul(" ".join(words[1:])):
        words.pop(0)  # the end of the Korean sentence before an English name
    return " ".join(words).strip(" .,'’-&")


def _is_when(word: str) -> bool:
    return bool(
        re.fullmatch(
            r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|Yesterday|Earlier|Recently|Last"
            r"|Jan\w*|Feb\w*|March|April|May|June|July|Aug\w*|Sep\w*|Oct\w*|Nov\w*|Dec\w*|\d{1,4}[년월일]?",
            word.strip(".,"),
        )
    )
