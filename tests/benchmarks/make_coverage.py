"""Writes made-up coverage as JSON Lines, for filling a site that is to be measured.

    python tests/benchmarks/make_coverage.py 100000 > coverage.jsonl

The same number gives the same bytes. 40 outlets and 30 topics, of which a few have most articles
(Zipf's law), years 2003 to 2026, half of the articles in each language, every fourth pair of
neighbours a translation of each other.
"""

import datetime as dt
import json
import random
import sys
import uuid
from collections.abc import Iterator

OUTLETS, TOPICS = 40, 30
COUNTRIES = ("KR", "US", "JP", "GB", "DE", "FR")
MEDIA = ("newspaper", "agency", "broadcast", "online", "magazine")
DEPTHS = ("mention", "quote", "interview", "feature", "opinion")
FIRST, LAST = dt.date(2003, 5, 1), dt.date(2026, 6, 30)
ENGLISH = (
    "border river families report prison camp witness record archive return refugees hearing "
    "commission satellite image detention market crossing village teacher winter letter official "
    "statement rights database interview escape guard harvest rail station school daughter"
)
KOREAN = (
    "북송 강제북송 북한인권 정보센터 탈북민 국경 두만강 수용소 증언 기록 보고서 위성사진 "
    "구금시설 가족 청문회 위원회 장마당 겨울 편지 면담 마을 학교 기차역 감시 송환 난민 조사 "
    "유엔 인권이사회 발표 자료 시민사회"
)


def records(number: int) -> Iterator[dict]:
    """The outlets, the topics, and `number` articles."""
    draw = random.Random(20030501)
    yield from (_topic(rank) for rank in range(1, TOPICS + 1))
    yield from (_outlet(rank) for rank in range(1, OUTLETS + 1))
    yield from (_article(position, number, draw) for position in range(number))


def _topic(rank: int) -> dict:
    names = {"name": f"Measured topic {rank}", "name_ko": f"측정 주제 {rank}"}
    return {"type": "topic", "slug": f"measured-topic-{rank}", **names}


def _outlet(rank: int) -> dict:
    return {
        "type": "outlet",
        "slug": f"measured-outlet-{rank}",
        "name": f"Measured Outlet {rank}",
        "name_ko": f"측정일보 {rank}",
        "country": COUNTRIES[rank % len(COUNTRIES)],
        "language": "ko" if rank % len(COUNTRIES) == 0 else "en",
        "is_fictional": True,
    }


def _article(position: int, number: int, draw: random.Random) -> dict:
    language, words = (("en", ENGLISH), ("ko", KOREAN))[position % 2]
    # Of eight articles the first two are one item in both languages.
    shared = position - position % 8 if position % 8 < 2 else position
    days = (LAST - FIRST).days * shared // number
    title = _words(draw, words, 7).capitalize()
    return {
        "type": "article",
        "language": language,
        "translation_key": str(uuid.uuid5(uuid.NAMESPACE_OID, f"measured article {shared}")),
        "title": f"{title} {position}",
        "summary": f"{_words(draw, words, 25).capitalize()}.",
        "body": "".join(f"<p>{_words(draw, words, 60).capitalize()}.</p>" for _ in range(3)),
        "status": "published",
        "topics": [f"measured-topic-{rank}" for rank in _ranks(draw, TOPICS, draw.randint(1, 4))],
        "outlet": f"measured-outlet-{_ranks(draw, OUTLETS, 1)[0]}",
        "headline": title,
        "outlet_date": (FIRST + dt.timedelta(days=days)).isoformat(),
        "medium": draw.choice(MEDIA),
        "depth": draw.choice(DEPTHS),
        "original_language": language,
        "links": [{"url": f"https://measured.example/{position}"}],
    }


def _words(draw: random.Random, words: str, number: int) -> str:
    return " ".join(draw.choices(words.split(), k=number))


def _ranks(draw: random.Random, last: int, number: int) -> list[int]:
    """Up to so many ranks, the first ones far more often than the last."""
    ranks = range(1, last + 1)
    return sorted(set(draw.choices(ranks, weights=[1 / rank for rank in ranks], k=number)))


if __name__ == "__main__":
    for record in records(int(sys.argv[1])):
        sys.stdout.buffer.write(json.dumps(record, ensure_ascii=False).encode() + b"\n")
