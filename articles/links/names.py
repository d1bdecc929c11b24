"""The names of people in a byline, without roles, places, addresses and the outlet."""

import re
import unicodedata

from articles.links import name_words
from articles.links.plain import key, plain

_NOISE = re.compile(
    r"\S+@\S+|https?://\S+|www\.\S+|(?<!\w)@\w+|[([（［【〔][^)\]）］】〕]{0,80}[)\]）］】〕]|\+?\s*\bfollow\b.*$",
    re.IGNORECASE,
)
_MONTH = r"(?:jan|feb|mär|mar|apr|may|mai|jun|jul|aug|sep|okt|oct|nov|dec|dez)[a-z]*\.?"
_CUT = re.compile(
    rf"(?i:\b(?:{_MONTH}\s+)?\d)|\s[-–—|•]\s|\.{{3}}|…|(?i:,?\s(?:special to|for the)\s.*$)|\s[<>].*$"
)
_PARTICLES = frozenset(
    [
        "de",
        "da",
        "do",
        "dos",
        "das",
        "del",
        "della",
        "di",
        "du",
        "des",
        "la",
        "le",
        "van",
        "von",
        "der",
        "den",
        "ten",
        "ter",
        "te",
        "zu",
        "zum",
        "bin",
        "bint",
        "ibn",
        "al",
        "el",
        "ul",
        "y",
        "e",
        "i",
        "af",
        "av",
        "d'",
        "of",
        "st",
        "san",
        "dos",
        "mc",
        "mac",
        "ben",
        "abu",
        "binti",
        "a/l",
        "a/p",
        "anak",
        "lo",
    ]
)
_CASED_WORD = re.compile(r"^[^\W\d_][^\W\d_]*(?:['’.\-‑][^\W\d_]*)*\.?$")
_LOOSE_ENDS = re.compile(r"^(?:and|und|et|y|e|en|og|och|&)\s+|\s+(?:and|und|et|y|e|en|og|och|&)$")
_LONG_WORD = re.compile(r"\w{3}").search
_LATIN_WORD = re.compile(r"^[A-Za-zÀ-ɏ'’-]+$")
_WHERE = re.compile(r"\s(?:in|on|at|from|aus|à|en)\s.*$")
_HANGUL_NAME = re.compile(r"^[가-힣]{2,4}$")
_HAN_NAME = re.compile(
    r"^[\u3400-\u9fff々〆ヶ]{2,5}(?:[\s\u3000][\u3400-\u9fff\u3040-\u30ff々]{1,4})?$"
)
_MIXED_NAME = re.compile(r"^[\u3400-\u9fff々]{1,3}[\s\u3000]?[\u3040-\u30ff]{2,6}$")
_KANA_NAME = re.compile(r"^[\u3040-\u30ffー]{2,12}(?:[・＝\s][\u3040-\u30ffー]{1,12}){1,3}$")
_TRANSLITERATED = re.compile(r"^[\u3400-\u9fff]{1,8}(?:[·・‧][\u3400-\u9fff]{1,8}){1,3}$")
_KOREAN_FAMILIES = frozenset(
    "김이박최정강조윤장임한오서신권황안송류유홍전고문양손배백허남심노하곽성차주우구민진나지엄채원천방공현함변염여추도소석선설마길"
    "연위표명기반라왕금옥육인맹제모탁국어은편용예봉경사부가복태목형피두감음빈동온호범좌팽승간상시갈단견당화창"
)
_CHINESE_FAMILIES = frozenset(
    "王李张張刘劉陈陳杨楊黄黃赵趙吴吳周徐孙孫马馬朱胡郭何高林罗羅郑鄭梁谢謝宋唐许許韩韓冯馮邓鄧曹彭曾肖萧蕭田董潘袁蔡蒋蔣余于杜叶葉程"
    "魏苏蘇吕呂丁任卢盧姚沈钟鐘姜崔谭譚陆陸范汪廖石金韦韋贾賈夏傅方邹鄒熊白孟秦邱侯江尹薛闫閻段雷龙龍史陶贺賀顾顧毛郝龚龔邵万萬钱錢严嚴"
    "武戴莫孔向汤湯温康施文牛樊葛邢安齐齊易乔喬伍庞龐颜顏倪庄莊聂聶章鲁魯岳翟申欧歐耿关關焦左柳甘祝包宁寧尚符舒阮柯纪紀梅童凌毕畢单單季裴霍涂成苗谷盛曲翁冉骆駱蓝藍路游辛靳管柴蒙鲍鮑华華喻祁蒲房滕屈饶饒解牟艾尤阳陽时時穆农農司卓古吉缪繆车車项項连連芦蘆麦麥褚娄婁窦竇戚岑景党黨宫宮费費卜冷晏席卫衛米柏宗瞿桂全佟应應臧闵閔苟邬鄔边邊卞姬师師和仇栾欒隋商刁沙荣榮巫寇桑郎甄丛叢仲虞敖巩鞏明佘池查麻苑迟遲邝鄺"
)
# 홍길동·김영희 기자; 홍길동 어느신문 기자
_KOREAN_CREDIT = re.compile(
    rf"(?<![가-힣])(?:(?P<before>[가-힣]{{2,4}})\s+)?"
    rf"(?P<names>(?:[가-힣]{{2,4}}\s?[·ㆍ,/]\s?)*[가-힣A-Za-z]{{2,10}})\s*{name_words.KOREAN_WRITER}(?![가-힣])"
)
_ROLE_IN_LIST = re.compile(rf"({name_words.KOREAN_WRITER})\s*[,/·ㆍ]")
_ELIDED = re.compile(r"^[ld]['’](?=[^\W\d_])")
_EAST_ASIAN_ROLE = re.compile(
    rf"^(?:{name_words.JAPANESE_ROLE}|{name_words.CHINESE_ROLE})[\s\u3000:：/／]*"
    rf"|[\s\u3000/／]*(?:{name_words.JAPANESE_ROLE}|{name_words.CHINESE_ROLE})$"
)
_KOREAN_ROLE_AT_END = re.compile(rf"\s*{name_words.KOREAN_ROLE}$")
_MOST_PEOPLE = 12
_LONGEST_NAME = 45  # letters
_LONGEST_BYLINE = 600


def people_in(byline: str, outlet_keys: frozenset[str] = frozenset()) -> tuple[str, ...]:
    """The people named in a byline or an author field, in order; empty if it names none.

    `outlet_keys` are names of the outlet, as `plain.key` gives them.
    """
    line = plain(_NOISE.sub(" ", byline[:_LONGEST_BYLINE]))
    if credited := credited_in_korean(line):
        return credited
    line = _CUT.split(_without_lead_in(line).strip())[0]
    found: dict[str, None] = {}
    for part in name_words.SEPARATORS.split(line):
        for name in _before_roles(part, outlet_keys):
            found.setdefault(name)
    return tuple(found)[:_MOST_PEOPLE]


def credited_in_korean(text: str) -> tuple[str, ...]:
    """The names that stand before a role in Korean, with or without the outlet between them."""
    found: dict[str, None] = {}
    for match in _KOREAN_CREDIT.finditer(_ROLE_IN_LIST.sub(r"\1;", text)):
        names = [name.strip() for name in re.split("[·ㆍ,/]", match["names"])]
        for name in [name for name in names if _is_korean(name)] or [match["before"] or ""]:
            if _is_korean(name):
                found.setdefault(name)
    return tuple(found)


def _without_lead_in(line: str) -> str:
    for _ in range(2):
        line = line.strip(" :：|-–—•,")
        rest = name_words.LEAD_IN.sub("", line)
        first = line.split()[0].casefold() if line else ""
        if first in name_words.NAME_LIKE_LEAD_INS and len(rest.split()) < 2:
            return line
        line = rest
    return line


def _before_roles(part: str, outlet_keys: frozenset[str]) -> list[str]:
    """The names in a list with commas, up to the first thing that is no name."""
    names = []
    pieces = [piece for piece in re.split(r",\s*|=", part) if piece.strip()]
    if len(pieces) == 2 and all(_LATIN_WORD.match(piece.strip()) for piece in pieces):
        pieces = [f"{pieces[1].strip()} {pieces[0].strip()}"]  # Doe, Jane
    for piece in pieces:
        name = _tidy(piece)
        if is_person(name) and not _is_outlet(name, outlet_keys):
            names.append(_in_title_case(name))
        elif names:
            break
    return names


def _is_outlet(name: str, outlet_keys: frozenset[str]) -> bool:
    """Whether all or most of the name is a name of the outlet."""
    wanted = key(name)
    return any(
        wanted in outlet or (outlet in wanted and 2 * len(outlet) >= len(wanted))
        for outlet in outlet_keys
        if len(outlet) > 2 or outlet == wanted
    )


def _tidy(piece: str) -> str:
    name = _WHERE.sub("", _without_lead_in(_LOOSE_ENDS.sub("", piece.strip()))).strip(
        " .:：|-–—•*\"“”'"
    )
    name = _before_role(_EAST_ASIAN_ROLE.sub("", name))
    without_role = _KOREAN_ROLE_AT_END.sub("", name)
    return without_role if _is_korean(without_role) else name


def _before_role(name: str) -> str:
    """Jane Doe Political editor, Reporter Jane Doe: the two words or more beside the role."""
    words = name.split()
    is_role = [word.casefold().strip(".,:") in name_words.ROLES for word in words]
    if is_role and is_role[0] and False in is_role:
        return _without_lead_in(" ".join(words[is_role.index(False) :]))
    first_role = is_role.index(True) if True in is_role else 0
    return " ".join(words[:first_role]) if first_role >= 2 else name


def is_person(name: str) -> bool:
    """Whether `name` is written as people's names are."""
    words = name.split()
    if not 2 <= len(name) <= _LONGEST_NAME or not name[0].isalpha():
        return False
    parts = re.split(r"[\s-]", f"{name.casefold()} {name.casefold().replace('-', '')}")
    if any(part.strip(".,'’") in name_words.NOT_A_PERSON for part in parts):
        return False
    if re.search("[가-힣]", name):
        return _is_korean(name)
    if re.search("[\u3040-\u30ff\u3400-\u9fff]", name):
        return _is_east_asian(name)
    if any(letter.lower() != letter.upper() for letter in name):
        return _is_cased_name(words) and name.casefold() not in name_words.PLACES
    return 2 <= len(words) <= 5 and all(map(_is_uncased_word, words))


def _is_korean(name: str) -> bool:
    is_name = bool(_HANGUL_NAME.match(name)) and name[0] in _KOREAN_FAMILIES
    return is_name and not name_words.NOT_A_PERSON_KO.search(name)


def _is_east_asian(name: str) -> bool:
    if name_words.NOT_A_PERSON_CJK.search(name) or (
        len(name) == 2 and name[0] not in _CHINESE_FAMILIES
    ):
        return False
    forms = (_HAN_NAME, _MIXED_NAME, _KANA_NAME, _TRANSLITERATED)
    return any(form.match(name) for form in forms)


def _is_cased_name(words: list[str]) -> bool:
    if not 2 <= len(words) <= 6 or not all(map(_CASED_WORD.match, words)):
        return False
    words = [_ELIDED.sub("", word) for word in words]  # de l'Horizon
    proper = [word for word in words if word.casefold() not in _PARTICLES]
    capitals = [word for word in words if word[0].isupper()]
    return len(capitals) > 1 and set(proper) <= set(capitals) and any(map(_LONG_WORD, capitals))


def _is_uncased_word(word: str) -> bool:
    return all(unicodedata.category(letter)[0] in "LM" or letter in "'’.-\u200c" for letter in word)


def _in_title_case(name: str) -> str:
    """A name written in capitals, as it is written in text."""
    if len(name.split()) < 2 or not name.isupper():
        return name
    return re.sub(r"[^\W\d_]+", lambda word: word[0].capitalize(), name)
