"""The turns of phrase by which a page says who published a piece, in English and Korean.

Each is a pattern with a group `name`, and what it proves.
"""

import re
from enum import IntEnum

from articles.imports.page.names import NAME


class Evidence(IntEnum):
    """How firmly a place on the page says that an outlet is the publisher."""

    NAMED = 1  # a known outlet stands in the text
    REPORTED = 2  # "according to a report by X"; the name has to be an outlet's by itself
    PUBLISHED = 3  # "X published an article", "read the full article in X"
    TITLED = 4  # "[X] headline", "Outlet: X"


_NAMED = rf"(?<![\w’'&.-])(?:the\s)?(?P<name>{NAME})"
_PIECE = (
    r"(?:articles?|stor(?:y|ies)|piece|feature|interview|op-ed|editorial|column|coverage|segment|news item|programme?"
    r"|documentary|podcast|exclusive|commentary|profile|essay|long[- ]?read|explainer|series|Q&A|photo essay)"
)
_ANY_PIECE = rf"(?:{_PIECE}|report|analysis|broadcast|account|dispatch|investigation|video)"
_MONTH_DAY = (
    r"(?:[A-Z][a-z]{2,8}\.?\s\d{1,2}(?:st|nd|rd|th)?|\d{1,2}\s[A-Z][a-z]{2,8})(?:,?\s\d{4})?"
)
# What may stand between an outlet's name and its verb.
_ASIDE = (
    r"(?:\s?\([^)]{1,40}\))?(?:,\s(?:an?|the|one)\s[^.,]{3,70},)?"
    rf"(?:,?\son\s(?:{_MONTH_DAY}|[A-Z][a-z]+day),?)?"
    r"(?:\s(?:has|have|had|also|recently|then|today|yesterday|first|separately|in turn))*"
)
_PUBLISH = r"(?:published|ran|carried|released|featured|printed|aired|broadcast|posted|produced|publishes|runs)"
_WERE = r"(?:(?:was|were|that|which|has been|originally|first|recently)\s)*"
_READ = r"(?:[Rr]ead|[Vv]iew|[Ff]ind|[Ss]ee|[Ww]atch|[Ll]isten to|[Aa]ccess|[Ff]ull|[Oo]riginal)"

_ENGLISH = (
    (rf"{_NAMED}{_ASIDE}\s{_PUBLISH}\s(?:[\w'’,“”-]+\s){{0,6}}?{_PIECE}\b", Evidence.PUBLISHED),
    (
        (
            rf"\b{_ANY_PIECE}\s(?:[^.,;]{{0,60}}\s)?{_WERE}(?:published|printed|carried|appeared|appearing|ran|aired|posted)\s"
            rf"(?:in|by|on|with|from|at)\s{_NAMED}"
        ),
        Evidence.PUBLISHED,
    ),
    (rf"\b{_READ}\b[^.!?]{{0,60}}\s(?:in|on|at|by|from|with|via)\s{_NAMED}", Evidence.PUBLISHED),
    (
        rf"(?:originally |first )(?:published|appeared|printed|aired|posted) (?:in|by|on|with) {_NAMED}",
        Evidence.PUBLISHED,
    ),
    (
        rf"^[A-Z][A-Za-z, .]{{2,40}}?(?:,?\s{_MONTH_DAY})?\s?\((?P<name>[A-Z][A-Za-z .]{{1,30}})\)\s?[-–—]",
        Evidence.PUBLISHED,
    ),
    (rf"{_NAMED}{_ASIDE}\s{_PUBLISH}\s(?:[\w'’,“”-]+\s){{0,6}}?{_ANY_PIECE}\b", Evidence.REPORTED),
    (rf"\b{_ANY_PIECE}\s(?:in|by|from|with|of)\s{_NAMED}", Evidence.REPORTED),
    (rf"\b{_READ}\s(?:the\s)?{_NAMED}\s{_ANY_PIECE}\b", Evidence.PUBLISHED),
    (rf"\b(?:[Aa]n?|[Ii]ts|[Tt]his|[Oo]ur)\s(?P<name>{NAME})\s{_ANY_PIECE}\b", Evidence.REPORTED),
    (
        rf"{_NAMED}{_ASIDE}\s(?:reported|reports|wrote|writes|covered|features?|featured|highlighted|profiled|quoted|cited|interviewed|noted|spoke (?:to|with))\b",
        Evidence.REPORTED,
    ),
    (
        rf"{_NAMED}[’']s\s{NAME}\s(?:reported|reports|wrote|writes|spoke|interviewed)\b",
        Evidence.REPORTED,
    ),
    (rf"[Aa]ccording to {_NAMED}", Evidence.REPORTED),
    (rf"^\(?[A-Z][A-Za-z ]{{2,30}}\s?=\s?(?P<name>{NAME})\)?\s?[-–—]", Evidence.PUBLISHED),
    (
        rf"\b(?:told|reported by|covered by|quoted (?:in|by)|interviewed by|published in)\s{_NAMED}",
        Evidence.REPORTED,
    ),
    (rf"\b{_NAMED}[’']s?\s(?:article|report|story|coverage|interview|piece)\b", Evidence.REPORTED),
)

_WORD = r"[가-힣A-Za-z0-9·&]{1,30}"
_KO_NAMED = rf"(?<![가-힣A-Za-z0-9])[‘'“\"「『《<]?(?P<name>{_WORD}(?:\s[A-Z][A-Za-z0-9]*)*(?:\s?\([A-Za-z0-9 .&]{{2,30}}\))?)[’'”\"」』》>]?"
_KO_PUBLISH = r"(?:보도[했하된됐한]|게재|다뤘|다루었|실었|기사화|방송했|방영|소개했|전재|조명했|기사를|기사로)"
_NOT_THE_END = r"[^.\n]{0,300}?"
_KO_SEEN = r"(?:실린|게재된|보도된|보도한|소개된|방송된|방영된|기고한|실렸|게재됐|게재되|보도됐|보도되|소개됐|방송됐)"

_KOREAN = (
    (
        rf"{_KO_NAMED}(?:은|는|이|가|에서는|에서도|에서|도)(?=\s{_NOT_THE_END}{_KO_PUBLISH})",
        Evidence.PUBLISHED,
    ),
    (rf"{_KO_NAMED}(?:에|에서|를 통해|을 통해)(?=\s?{_KO_SEEN})", Evidence.PUBLISHED),
    (
        rf"{_KO_NAMED}의?\s(?:기사\s|보도\s)?(?:원문|전문|기사|인터뷰|영상)\s?(?:보기|바로가기|읽기|링크)",
        Evidence.PUBLISHED,
    ),
    (
        rf"{_KO_NAMED}(?:에서|의)\s(?:기사|원문|전문|기사 전문|기사 원문|전체 기사)[은는을를]?\s[^.]{{0,20}}(?:보기|확인|읽|보실|볼 수)",
        Evidence.PUBLISHED,
    ),
    (
        rf"\d일\s?자\s?{_KO_NAMED}(?=에?\s?(?:기사|보도|인터뷰|칼럼|사설|실린|게재|\d+면))",
        Evidence.PUBLISHED,
    ),
    (rf"{_KO_NAMED}\s(?:\d{{4}}년 )?\d{{1,2}}월 \d{{1,2}}일\s?자", Evidence.PUBLISHED),
    (rf"[(\[]\s?[가-힣·]{{2,12}}\s?[=＝]\s?{_KO_NAMED}\s?[)\]]", Evidence.PUBLISHED),
    (rf"{_KO_NAMED}\s?[=＝]\s?[가-힣]{{2,4}}\s?(?:기자|특파원)", Evidence.PUBLISHED),
    (
        rf"{_KO_NAMED}의?\s(?:보도|기사|인터뷰|칼럼|사설)(?:에 따르면|에서|를 통해|을 통해|에 의하면|는|은)",
        Evidence.REPORTED,
    ),
    (rf"{_KO_NAMED}에\s(?:따르면|의하면|밝혔|말했|전했)", Evidence.REPORTED),
    (rf"{_KO_NAMED}[과와](?:의|\s가진)?\s(?:[^.\s]+\s){{0,2}}?인터뷰", Evidence.REPORTED),
    (rf"{_KO_NAMED}(?:은|는|이|가)(?=\s{_NOT_THE_END}(?:전했|인용|보도))", Evidence.REPORTED),
    (rf"{_KO_NAMED}\s[가-힣]{{2,4}}\s(?:기자|특파원)", Evidence.REPORTED),
)

#: Without any of these words no phrase fits.
HINT = re.compile(
    r"publish|report|article|stor(?:y|ies)|interview|carried|featur|aired|broadcast|appear|posted|print|covered|wrote|writes|told|accord"
    r"|read|view|find|see|watch|listen|access|full|original|quoted|cited|noted|spoke|piece|ran\b|runs\b|produced|released|[-–—=]"
    r"|보도|기사|게재|다뤘|다루|실[었린렸]|방송|방영|소개|전재|조명|원문|전문|인터뷰|칼럼|사설|따르면|의하면|밝혔|말했|전했|인용|기자|특파원|일\s?자",
    re.IGNORECASE,
)
PHRASES: tuple[tuple[re.Pattern, Evidence], ...] = tuple(
    (re.compile(form), evidence) for form, evidence in (*_ENGLISH, *_KOREAN)
)

#: Whole blocks that name the outlet: `[X] headline`, `Outlet: X`.
BRACKETED = re.compile(
    r"\s*(?:[-*•▶■□◆○●△▲※]\s*)?[\[【〔](?P<names>[^\]】〕\n]{2,80})[\]】〕]\s*(?P<headline>\S.*)?"
)
LABELLED = re.compile(
    r"[\W_]*(?:outlet|source|media(?: outlet)?|publication|published (?:by|in)|via|newspaper|publisher|broadcaster"
    r"|매체|매체명|언론사|언론사명|출처|보도\s?매체|보도\s?언론|게재지|신문사|방송사)\s*[:：]\s*(?P<names>[^:]{2,80})",
    re.IGNORECASE,
)
#: A line of a round-up: `- X: headline`.
LISTED = re.compile(
    r"\s*(?:[-*•▶■□◆○●△▲※·]|\(?\d{1,2}[.)])?\s*(?P<name>[^:：–—|]{2,50}?)(?:\s?\([^)]{1,30}\))?\s*(?:[:：|]|\s[–—-])\s+(?P<headline>\S.*)"
)
#: What stands in square brackets before a headline without being an outlet.
NOT_AN_OUTLET = re.compile(
    r"(?:단독|속보|인터뷰|기획|칼럼|사설|종합\d?|영상|동영상|사진|포토|르포|논평|성명|공지|알림|보도자료|언론\s?보도|언론|행사|신간|번역|전문|해설|기고|특집"
    r"|현장|앵커|외신|기자회견|세미나|보고서|영문|국문|한국어|영어|기사|뉴스|미디어|안내|후기|모집|채용|광고|이미지|주간\s?동향|시론|오피니언|팩트체크|이슈"
    r"|exclusive|interview|video|watch|photos?|update[d]?|breaking|opinion|op-ed|analysis|feature|press release|press|news|media|media coverage"
    r"|in the news|press coverage|external(?: e-?mail)?|caution|image|event|notice|report|column|editorial|podcast|en|ko|kr|eng|kor|english|korean"
    r"|round-?up|media round-?up|weekly|statement|announcement|update|full text|translation|fwd?|re|spam|…|\.{3}|\d+)",
    re.IGNORECASE,
)
