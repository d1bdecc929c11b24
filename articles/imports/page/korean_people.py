"""People with their roles in Korean text."""

import re
from collections.abc import Iterator

from articles.imports.page.names import is_own, word_table

_SURNAMES = "김이박최정강조윤장임한오서신권황안송류유홍전고문손양배백허남심노하곽성차주우구민진나지엄원채천방공현함변염여추도소석선설마길연위표명기반왕금옥육인맹제모탁국어은편"
_DOUBLE_SURNAMES = "남궁|황보|제갈|선우|독고|사공"
NAME = rf"(?:(?:{_DOUBLE_SURNAMES})[가-힣]{{1,2}}|[{_SURNAMES}][가-힣]{{2}})"
_HEAD = (
    r"(?:이사장|부이사장|부소장|소장|부센터장|센터장|사무총장|사무국장|사무처장|공동대표|대표이사|대표|디렉터|선임연구원|책임연구원|수석연구원|연구위원|연구원|조사분석원|분석원"
    r"|조사관|분석관|보고관|팀장|실장|본부장|부장|차장|과장|처장|국장|부원장|원장|부회장|회장|부위원장|위원장|위원|의원|교수|변호사|박사|대사|장관|차관|간사|매니저"
    r"|상담사|활동가|대변인|총장|학장|단장|목사|선교사|신부|전문가|고문|코디네이터|책임자|담당관|조정관|특사|이사|연구소장|학예사|아키비스트|관장|사무관|회원|운영위원)"
)
_ROLE_WORD = rf"(?:[가-힣A-Za-z·]{{0,14}}?{_HEAD})"
_PARTICLE = r"(?:은|는|이|가|을|를|의|와|과|도|께서|에게|에|으로|로|에서|에 따르면|께서는|님|님은|라고|이라고|이며|이다|입니다|인|등|및|,|\.|\(|\)|·|\s|$)"
_BETWEEN = r"(?:[가-힣A-Za-z·&]+(?:\([A-Za-z가-힣]+\))?\s)"
_NOT_BEFORE = r"(?<![가-힣A-Za-z])"

_NAME_THEN_ROLE = re.compile(
    rf"{_NOT_BEFORE}(?P<name>{NAME})(?:\([A-Za-z .-]+\))?,?\s(?P<role>{_BETWEEN}{{0,5}}?{_ROLE_WORD})(?={_PARTICLE})"
)
_NAME_WITH_ROLE_IN_BRACKETS = re.compile(
    rf"{_NOT_BEFORE}(?P<name>{NAME})\s?(?:씨\s?)?[(（](?P<role>[^()（）]{{0,40}}?{_HEAD})[)）]"
)
_ROLE_THEN_NAME = re.compile(
    rf"(?P<role>(?:[가-힣A-Za-z·&]+(?:\([A-Za-z가-힣]+\))?의?\s){{0,2}}(?:{_ROLE_WORD}|탈북민|탈북자|북한이탈주민))(?:인)?\s(?P<name>{NAME})"
    rf"(?=\s?(?:씨|님|은|는|이|가|의|도|와|과|께서|,|\.|\)|$|\s(?:씨|박사)))"
)
_WITH_SSI = re.compile(rf"{_NOT_BEFORE}(?P<name>{NAME})\s?씨")
_SPEECH = re.compile(
    r"말했|밝혔|전했|강조했|증언|설명|지적|우려|호소|주장|촉구|덧붙|발표했|출석|참석|발언|인터뷰|토론|발제|언급|답했|비판|연설|소개했|경고|따르면|평가|분석했|내다봤|당부|제안|요청|말한다|말합니다|전합니다|밝힌|전한"
)
_PRESS = re.compile(r"기자|특파원|앵커|논설위원|편집국장|편집장")
_HEAD_OF_STATE = re.compile(r"국무위원장|대통령|총비서|노동당|국가주석|주석$|총리$")
# Words of three syllables that begin like a surname and stand before a title.
_NOT_A_NAME = word_table(
    """
    전문가 연구원 변호사 이사장 한국인 조선족 정치범 지역구 한반도 안보리 정치인 선교사 인권법 한국계 정보원 주민들 정부군 이번에
    현지인 우리는 이사회 위원회 연구소 전문직 남북한 신임인 유가족 이들은 인터뷰 국제법 고위급 정책적 조사원 안내원 지도자 지휘관
    공무원 국회의 국무위 문화재 상임위 현직인 전직인 하원의 유엔의 조선의 지난해 지난달 이날은 이어서 한편은 최고위 최고의 정상급 한국의
    """
)
_ENDS_LIKE_A_BODY = "위단팀당부회실처청과계측들급소법"
_CARRIES_PARTICLE = re.compile(
    r"(?:은|는|을|를|에서|에게|으로|했다|하는|됐다|이며|라고|다고|따르면|하고|하며)$"
)


def named_with_role(sentence: str) -> Iterator[tuple[str, str]]:
    """(name, role as written) for each person whom the sentence gives a role."""
    taken: list[tuple[int, int]] = []
    for pattern in (_NAME_WITH_ROLE_IN_BRACKETS, _NAME_THEN_ROLE, _ROLE_THEN_NAME):
        for match in _accepted(pattern, sentence):
            if not any(start < match.end() and match.start() < end for start, end in taken):
                taken.append(match.span())
                yield match["name"], _role(match["role"])


def _accepted(pattern: re.Pattern, sentence: str) -> Iterator[re.Match]:
    """The matches with a person and a role; after one without, the search goes on inside it."""
    match = pattern.search(sentence)
    while match:
        is_good = is_person(match["name"]) and _is_a_role(match["role"])
        if is_good:
            yield match
        match = pattern.search(sentence, match.end() if is_good else match.start() + 1)


def _role(written: str) -> str:
    role = " ".join(written.split())
    before, _, after = role.partition("·")
    return f"{before} {after}" if after and is_own(before) else role


def quoted(sentence: str) -> Iterator[str]:
    """The names of those who are called by name and 씨."""
    return (match["name"] for match in _WITH_SSI.finditer(sentence) if is_person(match["name"]))


def takes_part(sentence: str) -> bool:
    """Whether the sentence is about somebody's saying something, or being on a panel."""
    return bool(_SPEECH.search(sentence))


def is_person(name: str) -> bool:
    return (
        name not in _NOT_A_NAME
        and name[-1] not in _ENDS_LIKE_A_BODY
        and not re.fullmatch(rf".*(?:{_HEAD})", name)
    )


def is_head_of_state(role: str) -> bool:
    """Whether the role is a state's highest: named on many pages, quoted as no source of ours."""
    return bool(_HEAD_OF_STATE.search(role))


def _is_a_role(role: str) -> bool:
    between = role.split()[:-1]
    return not _PRESS.search(role) and not any(_CARRIES_PARTICLE.search(word) for word in between)
