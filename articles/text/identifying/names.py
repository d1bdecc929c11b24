"""What is probably the name of a person. No list of names is complete: these are only likely."""

import re
from collections.abc import Iterator

from articles.text.identifying.finding import Finding, Kind
from articles.text.identifying.words import PARTICLES, PARTICLES_OF_A_NAME

# Surnames that hardly begin another word, and those that do.
_CLEAR_SURNAME = "(?:남궁|황보|제갈|선우|독고|[김박최권황홍윤송류곽엄허백심임림])"
_ANY_SURNAME = (
    r"(?:남궁|황보|제갈|선우|독고|사공|서문|동방|"
    r"[김리이박최정강조윤장임림한오서신권황안송류유홍전고문손양량배백허남심노로하곽성차주우구민나라진지엄채원천방공현함변염여려추도소석설마길연위표명기반왕금옥육인맹제모탁국어은편용])"
)
# Syllables of which given names are made, and those that hardly stand in anything else.
_GIVEN = (
    "[가강건걸경계관광교구국권규균근금기길나남노녀다달담대덕도동두라란래량련렬령례로룡류륜률림마만매명모목무문"
    "미민배백범별병보복봉분빈산삼상새서석선설섭성세소솔송수숙순술슬승시식신실심아안애양연열영예오옥온완용우욱"
    "운웅원월위유윤율은을의이익인일임자장재전정제조종주준중지진찬창채천철초춘충치칠태택팔평필하학한해행향혁현협형혜"
    "호홍화환활황회효훈흥희]"
)
_PLAIN = (
    "[철영순숙옥희혁춘향련란복길봉용룡호훈식욱진준민경은혜미선주현정화광남성일명국금덕범석숭승찬충태학별설송심애연"
    "예월윤율점죽채초필하해홍효수아지나리라람슬빈]"
)
_TITLE = (
    r"(?:씨|님|군|양|선생님|선생|동지|동무|아저씨|아주머니|아줌마|할머니|할아버지|목사|의사|교수|과장|부장|반장|소장|"
    r"(?:이)?라는|(?:이)?란\s(?:이름|사람)|(?:이)?라고\s(?:하는|부르))"
)
_NOT_NAMES = frozenset((
    *("이미지", "원하지", "김일성", "김정일", "김정은", "김정숙", "김여정", "김책", "김치", "김장", "박수", "박사", "최고", "최근", "최선",),
    *("최대", "최소", "최초", "최후", "최종", "권리", "황금", "황해", "홍수", "송금", "송환", "송이", "류행", "허가", "허용", "백성", "백인",),
    *("백두", "심장", "심지어", "임금", "임신", "임무", "임시", "림산", "한국", "조선", "고향", "정치", "정부", "장마", "이야", "윤곽", "백화점",),
    *("홍보실", "임신부", "심리학", "박물관", "최신형", "황소", "조선인", "정치범", "한국인", "이상한", "이러한", "정신적", "안전원",),
    *("주민들", "전화기", "전기가", "수용소", "주민", "신분증", "연락처", "공민증", "장사꾼", "중국인", "임시로", "송전선", "송전소",),
    *("박해자", "권위자", "심의실",),
))  # fmt: skip
_TITLED = (
    re.compile(rf"(?<![가-힣])(?P<name>{_ANY_SURNAME}[가-힣]{{2}})\s?{_TITLE}(?={PARTICLES}|\s)"),
    re.compile(
        rf"(?<![가-힣])(?P<name>{_ANY_SURNAME}[가-힣])\s?(?:씨|동지|동무|선생|아저씨|아주머니|할머니)(?={PARTICLES})"
    ),
    re.compile(
        rf"(?<![가-힣])(?P<name>(?!이|한|전)(?:{_ANY_SURNAME}))\s(?:씨|동지|동무)(?={PARTICLES})"
    ),
)
_UNTITLED = (
    re.compile(rf"(?<![가-힣])(?P<name>{_CLEAR_SURNAME}{_GIVEN}{{2}}){PARTICLES_OF_A_NAME}"),
    re.compile(rf"(?<![가-힣])(?P<name>[이리정강조장한오서신안유전고문손양배남노하성차주우민진지엄원방함변]{_PLAIN}{{2}}){PARTICLES_OF_A_NAME}"),
    re.compile(rf"이름은\s(?P<name>[가-힣]{{2,4}}?)(?={PARTICLES})"),
    re.compile(rf"(?<![가-힣])(?P<name>{_GIVEN}{_PLAIN})(?:이라는|라는|이라고\s(?:하는|불리는|부르는))"),
    re.compile(r"(?<![가-힣])(?P<name>[가-힣]{1,2}(?:철|영|순|숙|옥|희|혁|남|미|향|일|호|진|애|금)이)(?:네|를|가|와|랑|한테|에게|엄마|아버지|어머니)(?![가-힣])"),
)  # fmt: skip
_SURNAMES_EN = (
    "Kim|Gim|Lee|Yi|Rhee|Ri|Park|Pak|Bak|Choi|Choe|Jung|Jeong|Chung|Chong|Kang|Gang|Cho|Jo|Yoon|Yun|Jang|Chang|"
    "Lim|Im|Rim|Han|Oh|O|Seo|Suh|So|Shin|Sin|Kwon|Gwon|Hwang|Ahn|An|Song|Ryu|Yoo|Yu|Hong|Jeon|Chon|Ko|Go|Koh|Mun|"
    "Moon|Son|Sohn|Yang|Ryang|Bae|Pae|Baek|Paek|Heo|Ho|Hur|Nam|Sim|Shim|Noh|Roh|No|Ha|Kwak|Gwak|Sung|Cha|Joo|Ju|Chu|"
    "Woo|U|Ku|Koo|Gu|Min|Na|Ra|Jin|Chin|Ji|Chi|Eom|Om|Chae|Won|Chun|Bang|Pang|Kong|Gong|Hyun|Hyon|Ham|Byun|Pyon|"
    "Yeom|Yeo|Ryo|To|Do|Sok|Seok|Sol|Seol|Ma|Kil|Gil|Yon|Pyo|Myong|Ki|Wang|Kum|Ok|Yuk|In|Maeng|Je|Mo|Tak"
)
_GIVEN_EN = r"[A-Z][a-zŏŭ]{1,6}(?:[-'’][A-Za-z][a-zŏŭ]{1,6})"
_SYLLABLE_EN = r"(?:(?:[Kk]h?|[Gg]|[Nn]|[Tt]h?|[Dd]|[RrLlMmBbPpHhJj]|[Cc]h|[Ss]h?)?y?(?:ae|eo|eu|oe|oo|ee|[aeiou]|w[aeio]|ui|ŏ|ŭ)(?:ng|[nmklgbp])?)"
_LEADERS = re.compile(
    r"Kim\s(?:Il|Jong|Jŏng|Jeong|Yo)[\s-]?(?:[Ss]ung|[Ii]l|[Uu]n|[Ee]un|[Jj]ong)\b"
)
_LATIN = (
    re.compile(rf"\b(?P<name>(?:{_SURNAMES_EN}|{_SURNAMES_EN.upper()})\s{_GIVEN_EN})\b"),
    re.compile(
        rf"\b(?P<name>(?:Kim|Lee|Park|Pak|Choi|Choe|Ri|Rhee|Jung|Jeong|Jang|Kang|Cho|Jo|Yoon|Yun|Hwang|Kwon|Ryu|Hong|Paek|Baek|Kwak|Ahn|Seo|Shin|"
        rf"Ryang|Lim|Rim)\s{_SYLLABLE_EN}{{2,3}})\b(?<=[a-z])"
    ),
    re.compile(
        rf"\b(?P<name>(?:{_SURNAMES_EN}|{_SURNAMES_EN.upper()})\s(?=[A-Z]){_SYLLABLE_EN}\s(?=[A-Z]){_SYLLABLE_EN})\b"
    ),
    re.compile(rf"\b(?P<name>{_GIVEN_EN}\s(?:{_SURNAMES_EN}))\b"),
    re.compile(
        r"\b(?P<name>(?:Mr|Mrs|Ms|Miss|Dr|Madam|Comrade|Pastor|Teacher|Officer|Uncle|Aunt|Auntie)\.?\s[A-Z][a-z]+(?:[\s-][A-Z][a-z]+)?)(?=[\s,.;'’]|$)"
    ),
    re.compile(
        r"\b(?:[Mm]y|[Hh]is|[Hh]er)\sname\s(?:is|was)\s(?P<name>[A-Z][\w'-]{1,30}(?:\s[A-Z][\w'-]{1,30}){0,2})|\b(?:named|called|nicknamed)\s(?P<name2>[A-Z][\w'-]{1,30}(?:\s[A-Z][\w'-]{1,30}){0,2})"
    ),
    # A given name by itself: Chol-su, Yong-hui
    re.compile(
        r"(?<![\w-])(?P<name>[A-Z][a-zŏŭ]{1,5}-(?:su|soo|hui|hee|mi|ho|il|nam|suk|sook|ok|sun|soon|chol|cheol|jin|jun|min|"
        r"yong|young|guk|kuk|hyok|hyuk|hyang|chun|ryong|ran|ae|un|eun|ju|joo|song|sung|won|hwa|gyong|kyung|kyong|sik|u|woo|gum|geum))\b"
    ),
)


def names(text: str) -> Iterator[Finding]:
    """Likely names of people in Hangul and in Latin letters; those of the rulers are left out."""
    for pattern in (*_TITLED, *_UNTITLED):
        for match in pattern.finditer(text):
            if _is_another_word(match["name"], is_titled=pattern in _TITLED):
                continue
            yield Finding(Kind.NAME, *match.span("name"), match["name"])
    leaders = [match.span() for match in _LEADERS.finditer(text)]
    for pattern in _LATIN:
        for match in pattern.finditer(text):
            group = "name" if match["name"] else "name2"
            start, end = match.span(group)
            if not any(first <= start < last for first, last in leaders):
                yield Finding(Kind.NAME, start, end, match[group])


def _is_another_word(name: str, *, is_titled: bool) -> bool:
    begins_with_one = len(name) == 3 and name[:2] in _NOT_NAMES
    return name in _NOT_NAMES or (begins_with_one and not is_titled)
