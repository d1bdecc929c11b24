"""Where a Korean word ends: particles may follow a name, other syllables make another word of it."""

import re

_PARTICLES = (
    *("은", "는", "이", "가", "을", "를", "의", "에", "에서", "에게", "에게서", "께", "께서", "한테", "한테서"),
    *("와", "과", "랑", "이랑", "하고", "로", "으로", "로서", "으로서", "로부터", "으로부터", "까지", "부터"),
    *("도", "만", "보다", "처럼", "같은", "마다", "이나", "나", "며", "이며", "이고", "였던", "이었던", "이던"),
    *("이다", "였다", "이었다", "입니다", "였습니다", "이었습니다", "이라는", "라는", "이라고", "라고", "인"),
    *("이자", "이었고", "였고", "이었는데", "였는데", "인데", "조차", "마저", "밖에", "쯤", "경", "께선", "에선"),
    *("야", "아", "이야", "이요", "요", "서", "엔", "이란", "란", "이라", "라"),
)  # fmt: skip
_ANY = "|".join(sorted(_PARTICLES, key=len, reverse=True))
#: Zero to three particles and then no further syllable. To be put behind a name in a pattern.
PARTICLES = rf"(?:들)?(?:{_ANY}){{0,3}}(?![가-힣])"
# 방송은 is a broadcast and its particle, and no Bang Song-un.
_LIKE_A_PARTICLE = "은는이가을를의도로과와에만고"
#: As PARTICLES, but a name that ends like a particle has to have another one behind it.
PARTICLES_OF_A_NAME = (
    rf"(?:(?<![{_LIKE_A_PARTICLE}])(?={PARTICLES})|(?:들)?(?=(?:{_ANY}){{1,3}}(?![가-힣])))"
)
_END = re.compile(PARTICLES)


def ends_at(text: str, position: int) -> bool:
    """Whether a Korean word that reaches to `position` ends there, but for its particles."""
    return _END.match(text, position) is not None
