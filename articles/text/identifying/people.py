"""Family, work, units and small groups."""

import re
from collections.abc import Iterator

from articles.text.identifying.finding import Finding, Kind
from articles.text.identifying.words import PARTICLES

# --- Family ---------------------------------------------------------------------------------

_KIN = (
    r"(?:(?:half|step|foster|great)-?)?(?:grand)?(?:sister|brother|sibling|son|daughter|child|children|uncle|aunt|"
    r"cousin|nephew|niece|twin|wife|husband|grandmother|grandfather|grandson|granddaughter|fianc[ée]e?)"
    r"(?:s\b|es\b|\b)(?:-in-law)?|(?:mother|father|stepmother|stepfather)-in-law|stepmother|stepfather"
)
_COUNT = "(?:one|two|three|four|five|six|seven|eight|nine|ten|1?\\d)"
_WHICH = r"(?:(?:elder|older|younger|eldest|oldest|youngest|little|big|twin|late|own|only|first|second|third|\w{2,12}est|unborn|newborn)[\s-]){0,2}"
_FAMILY_EN = re.compile(
    rf"\b(?:my|his|her|our|their|your)\s(?:{_COUNT}\s)?{_WHICH}(?:{_KIN})"
    rf"|\b{_COUNT}\s{_WHICH}(?:{_KIN})(?<!\bone\schild)"
    r"|\b(?:the\s)?(?:only|youngest|eldest|oldest)\s(?:child|son|daughter|of\s\w+)\b|\btwins?\b|\b(?:an?\s)?orphan\b",
    re.IGNORECASE,
)
_KIN_KO = (
    "쌍둥이|외아들|외동딸|외동아들|맏딸|맏아들|큰딸|큰아들|작은딸|작은아들|막내딸|막내아들|막내동생|막내|"
    "(?:첫째|둘째|셋째|넷째)\\s?(?:딸|아들|아이|오빠|언니|형|누나|동생)?|남동생|여동생|친동생|동생|"
    "친언니|큰언니|작은언니|언니|친오빠|큰오빠|작은오빠|오빠|친누나|큰누나|누나|누이|큰형|작은형|친형|형님|"
    "외삼촌|삼촌|큰아버지|작은아버지|큰어머니|작은어머니|고모부|고모|이모부|이모|외사촌|이종사촌|고종사촌|사촌|조카딸|조카|"
    "처남|처제|매형|매부|형부|제부|시누이|시동생|시어머니|시아버지|장모|장인|며느리|사위|손자|손녀|"
    "남편|아내|안해|외할머니|외할아버지|친할머니|의붓아버지|의붓어머니|계모|계부|전처|전남편|고아"
)
_FAMILY_KO = re.compile(
    rf"(?<![가-힣])(?:{_KIN_KO})(?=님|네|{PARTICLES}|\s)(?:님)?"
    r"|(?<![가-힣])(?:한|두|세|네|다섯|여섯|\d{1,2})\s?명의\s(?:딸|아들|자녀|아이|자식|형제|자매)"
    r"|(?<![가-힣])(?:외|한|두|세|네|다섯|여섯)\s(?:딸|아들|아이|자녀|자식|형제|자매|남매)(?![가-힣]{0,1}[기스])"
    r"|(?:딸|아들|아이|자녀|자식|형제|자매)\s?(?:하나|둘|셋|넷|다섯|\d{1,2}\s?명)"
    r"|(?<!\d)\d\s?(?:남매|형제|자매)|(?<!\d)\d\s?남\s?\d\s?녀|(?<![가-힣])(?:삼|사|오|육|칠)\s?남매"
)


def family(text: str) -> Iterator[Finding]:
    """Relatives by their place in the family, and how many there are. Parents everybody has."""
    for pattern in (_FAMILY_EN, _FAMILY_KO):
        for match in pattern.finditer(text):
            yield Finding(Kind.FAMILY, match.start(), match.end(), match[0])


# --- Work, units, groups --------------------------------------------------------------------

_WORK_EN = re.compile(
    r"\b(?:party\s(?:secretary|official|cell\ssecretary|member)|(?:factory|farm|mine|team|work-?team|shop|store|bank|office|"
    r"branch|plant|school|hospital|hotel|camp)\s(?:manager|director|leader|head|principal|warden|superintendent|commander)|"
    r"head\sof\s(?:the|a|an|our)\s(?:\w+\s){0,2}\w+|chair(?:man|woman|person)\sof|doctor|physician|surgeon|nurse|midwife|"
    r"dentist|pharmacist|teacher|professor|principal|headmaster|engineer|scientist|researcher|interpreter|translator|"
    r"journalist|reporter|judge|prosecutor|lawyer|police(?:man|\sofficer)|security\s(?:officer|agent)|"
    r"prison\s(?:guard|officer)|border\sguard|guard\sat|diplomat|ambassador|actress|actor|singer|dancer|musician|pianist|"
    r"athlete|coach|pilot|captain\sof|ship'?s\scaptain|train\s(?:driver|conductor)|truck\sdriver|accountant|"
    r"veterinarian|pastor|priest|missionary|broker|smuggler|photographer|writer|poet|painter|"
    r"inminban\s(?:head|leader)|neighbou?rhood\sunit\s(?:head|leader))s?\b"
)
_WORKPLACE_EN = re.compile(
    r"\b(?:[A-Z][\w'-]{1,30}\s){1,4}(?:University|College|Mine|Steelworks|Steel\sMill|Smelter|Hospital|School|Farm|"
    r"Factory|Shipyard|Cooperative|Complex|Institute)\b"
)
_WORK_KO = re.compile(
    r"(?:세포비서|당비서|당\s?비서|책임비서|부비서|당일군|당\s?간부|지배인|기사장|작업반장|직장장|분조장|관리위원장|인민위원장|인민위원회|"
    r"인민반장|녀맹위원장|여맹위원장|청년동맹\s?비서|보위부장|보위지도원|보위부\s?지도원|보위원|보안원|안전원|담당\s?보안원|담당\s?주재원|주재원|"
    r"검사|판사|예심원|계호원|교도원|간수|의사|군의관|간호사|간호원|산파|준의|약제사|교원|교사|선생님이었|교수|교장|연구사|연구원|통역|"
    r"무역\s?일군|무역일꾼|외화벌이|외교관|기자|아나운서|방송원|가수|무용수|음악가|예술단원?|체육인|감독|조종사|비행사|기관사|선장|"
    r"렬차원|열차원|운전사|운전수|회계원?|수의사|목사|선교사|브로커|밀수꾼|밀수업자|작가|사진사|목수|초급당비서|지도원|"
    r"국경경비대원?|경비대장|소대장|중대장|대대장|련대장|연대장|정치지도원)"
    rf"(?=님|들|였|이었|로\s|으로\s|{PARTICLES}|\s)"
    # 배우는 is learning, 화가 is anger.
    r"|(?<![가-힣])(?:배우|화가|대사|시인|부기)(?=님|들|였|이었|로\s|인\s)"
)
_WORKPLACE_KO = re.compile(
    r"[가-힣]{2,8}(?:대학교|대학|고급중학교|중학교|소학교|고등중학교|탄광|광산|제철소|제강소|제련소|협동농장|련합기업소|연합기업소|"
    rf"기업소|조선소|탁아소|방직공장|신발공장|기계공장|식료공장|화학공장|비료공장)(?={PARTICLES})"
)
_UNIT = re.compile(
    r"제?\s?\d{2,5}\s?(?:군\s?)?부대|제?\s?\d{1,4}\s?(?:군단|사단|려단|여단|련대|연대|대대|중대|소대|초소|경비려단)(?![가-힣]*행사)"
    r"|(?<!\d)\d{2}\s?호실|\b(?:[Oo]ffice|[Bb]ureau|[Rr]oom)\s(?:No\.?\s?|#)?\d{1,3}\b"
    r"|\b(?:(?:army|military|guard|labou?r)\s)?[Uu]nit\s(?:[Nn]o\.?\s?|[Nn]umber\s|#)?\d{2,5}\b"
    r"|\b\d{1,4}(?:st|nd|rd|th)\s(?:\w+\s)?(?:Corps|Division|Brigade|Regiment|Battalion|Company|Platoon)\b"
    r"|\b(?:staff\ssergeant|sergeant|corporal|lieutenant|lieutenant\scolonel|colonel|major\sgeneral|brigadier|warrant\sofficer)s?\b"
    r"|(?:특무상사|초기복무사관|상급병사|소위|중위|대위|소좌|중좌|상좌|대좌|소장님)"
    rf"(?={PARTICLES}|\s|였|이었|님|로)"
)
_GROUP = re.compile(
    r"\b(?:the\s)?(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|[2-9]|1\d)\sof\s(?:us|them)\b"
    r"|\b(?:three|four|five|six|seven|eight|nine|ten|eleven|twelve|[3-9]|1\d)\s(?:people|persons|men|women|girls|boys|"
    r"prisoners|inmates|families|households|soldiers|guards|students)\b"
    r"|(?<![가-힣\d])(?:두|세|네|다섯|여섯|일곱|여덟|아홉|열|[2-9]|1\d)\s?(?:명(?![의]?\s?(?:딸|아들|자녀|아이))|사람|가족|세대|가구|집)"
    rf"(?={PARTICLES})|우리\s(?:둘|셋|넷|다섯)(?={PARTICLES})",
    re.IGNORECASE,
)
_LONG_NUMBER = re.compile(r"(?<![\d,.])\d{5,}(?![\d,.]\d)")


def workplaces(text: str) -> Iterator[Finding]:
    """Schools, mines, factories by their names."""
    for pattern in (_WORKPLACE_EN, _WORKPLACE_KO):
        for match in pattern.finditer(text):
            yield Finding(Kind.WORK, match.start(), match.end(), match[0])


def work(text: str) -> Iterator[Finding]:
    """Offices and kinds of work that few have in one place."""
    for pattern in (_WORK_EN, _WORK_KO):
        for match in pattern.finditer(text):
            yield Finding(Kind.WORK, match.start(), match.end(), match[0])


def units(text: str) -> Iterator[Finding]:
    """Units of the army, ranks, offices that have a number."""
    for match in _UNIT.finditer(text):
        yield Finding(Kind.UNIT, match.start(), match.end(), match[0])


def numbers(text: str) -> Iterator[Finding]:
    """Small groups, and long numbers of whatever."""
    for pattern in (_GROUP, _LONG_NUMBER):
        for match in pattern.finditer(text):
            yield Finding(Kind.NUMBER, match.start(), match.end(), match[0])
