"""The day on which an article was published, in the outlet's own time zone."""

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from articles.links import json_ld
from articles.links.blocks import Block, headline_at
from articles.links.found import Found, Source
from articles.links.page import Page, text_of
from articles.links.plain import plain
from articles.links.time_zones import Stamp, place_of, read_stamp
from articles.links.written_dates import days_in, valid_day

_METAS = [
    "article:published_time",
    "article:published",
    "og:article:published_time",
    "og:published_time",
    "datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "dc.date.issued",
    "dcterms.issued",
    "dcterms.created",
    "dc.date.created",
    "dc.date",
    "dcterms.date",
    "citation_publication_date",
    "citation_date",
    "pubdate",
    "publishdate",
    "publish-date",
    "publish_date",
    "published",
    "published_at",
    "published-date",
    "publication_date",
    "publication-date",
    "article.published",
    "article_date_original",
    "article:publish_date",
    "content:publishdate",
    "cxenseparse:recs:publishtime",
    "cxenseparse:publishtime",
    "date",
    "originalpublicationdate",
    "rnews:datepublished",
    "date_published",
    "last-published",
    "dable:published_time",
    "firstcreate",
    "news:published_time",
    "releasedate",
]
# Words with which a site says that a date is not the day of publication.
_UPDATE = re.compile(
    r"updat|modif|edited|revis|corrected|aktualisier|geändert|\bstand\b|mis[e]? à jour|actualiz|"
    r"aggiornat|atualizad|обновл|оновл|изменен|수정|최종|更新|修改|最終|bijgewerkt|uppdater|"
    r"opdater|oppdater|päivitet|aktualiz|zmodyf|güncel|cập nhật|diperbarui|dikemaskini|"
    r"تحديث|تعديل|עודכן|अपडेट|แก้ไข|อัปเดต",
    re.IGNORECASE,
)
_PUBLICATION = re.compile(
    r"publi|posted|written|issued|released|created|veröffentlicht|erstellt|mis en ligne|"
    r"опубликован|опубліковано|입력|등록|승인|게시|발행|송고|작성|公開|掲載|配信|発行|发布|發布|發佈|发表|發表|"
    r"時間|时间|日期|publicat|veröff|gepubliceerd|geplaatst|publicer|julkaistu|opublikowano|"
    r"dodano|yayın|giriş|đăng|diterbitkan|تاريخ|نشر|פורסם|प्रकाशित|เผยแพร่",
    re.IGNORECASE,
)
_IN_ADDRESS = (
    re.compile(
        r"(?<!\d)(?P<y>20\d\d|19\d\d)(?P<mark>[/._-])(?P<m>\d\d?)(?P=mark)(?P<d>\d\d?)(?!\d)"
    ),
    re.compile(r"(?<!\d)(?P<y>20\d\d|19\d\d)/(?P<m>\d\d)(?P<d>\d\d)(?!\d)"),
    re.compile(r"(?<!\d)(?P<y>20\d\d|19\d\d)(?P<m>\d\d)(?P<d>\d\d)"),
)
_INNER_ADDRESS = re.compile(r"(?<=.)https?:/.*$")  # of a page that an archive keeps
# Names of properties in scripts and data attributes that hold the day of publication.
_EMBEDDED = re.compile(
    r"[\"\s](?:data-)?(?:[\w-]{0,20}[_-])?(?:first)?_?-?"
    r"(?:publish(?:ed)?|publication|pub|deploy|issue|release|regist(?:er)?|reg|service|insert|input)"
    r"[_-]?(?:date|dt|time|at|on|ymdt?|datetime|day)(?:time)?\\?[\"]?\s?[:=]\s?\\?[\"'](?P<value>[^\"'\\]{8,40})",
    re.IGNORECASE,
)
_BEFORE_HEADLINE, _AFTER_HEADLINE = 5, 16  # blocks
_LONGEST_LABEL = 160  # letters


@dataclass(frozen=True)
class _Reader:
    """How this page writes its dates."""

    page: Page
    language: str
    month_first: bool | None
    zone: tuple[Block, ...]  # what stands around the headline, after it first

    def days(self, text: str) -> Iterator[tuple[dt.date, str]]:
        """(day, the words before it) for each day in the text."""
        end = 0
        for written in days_in(text, self.language, month_first=self.month_first):
            yield written.day, text[end : written.start]
            end = written.end


def find_published(page: Page, title: str, language: str) -> Found[dt.date] | None:
    """The day of publication, not of a later change; None where nothing tells it.

    `language` is an ISO 639-1 code or empty.
    """
    reader = _Reader(page, language, _month_first(page, language), _zone(page, title))
    declared = list(_declared(reader))
    if declared:
        return _most_agreed(declared, reader)
    finders = (_labelled, _after_headline, _in_title, _in_address, _embedded, _only_one)
    return next((found for finder in finders for found in finder(reader)), None)


def _month_first(page: Page, language: str) -> bool | None:
    """How 3/4/2020 is meant: only English leaves it open."""
    if language != "en":
        return False
    ending = page.url.split("/")[2].rsplit(".", 1)[-1].lower() if page.url.count("/") > 1 else ""
    return False if len(ending) == 2 and ending not in ("us", "ph") else None


def _zone(page: Page, title: str) -> tuple[Block, ...]:
    at = headline_at(page.blocks, title)
    if at is None:
        return ()
    after = page.blocks[at + 1 : at + 1 + _AFTER_HEADLINE]
    before = page.blocks[max(0, at - _BEFORE_HEADLINE) : at]
    return tuple(block for block in (*after, *reversed(before)) if len(block.text) < _LONGEST_LABEL)


def _declared(reader: _Reader) -> Iterator[Found[dt.date]]:
    """What the page says for machines, the most trusted first."""
    page = reader.page
    values = [
        Found(value, Source.JSON_LD) for value in json_ld.texts(page.article.get("datePublished"))
    ]
    values += page.all_metas(*_METAS)
    values += _marked_up(page)
    pages = [node for node in page.nodes if {"WebPage", "VideoObject"} & set(json_ld.types(node))]
    for node in pages:
        days = json_ld.texts(node.get("datePublished") or node.get("uploadDate"))
        values += [Found(day, Source.JSON_LD) for day in days]
    for found in values:
        stamp = read_stamp(found.value, reader.language, month_first=reader.month_first)
        day = stamp and _local_day(stamp, reader)
        if day and day <= _tomorrow():
            yield Found(day, found.source)


def _marked_up(page: Page) -> Iterator[Found[str]]:
    for element in page.tree.xpath(
        "//*[@itemprop='datePublished' and not(self::meta)] | //time[@pubdate]"
    ):
        value = element.get("datetime") or element.get("content") or text_of(element)
        yield Found(plain(value), Source.META)


def _tomorrow() -> dt.date:
    return dt.datetime.now(dt.UTC).date() + dt.timedelta(days=1)


def _local_day(stamp: Stamp, reader: _Reader) -> dt.date:
    """The day at the outlet's place.

    A stamp with a distance to UTC of its own is the outlet's time already. One in UTC is
    translated, unless the page shows that its clock is the outlet's, wrongly labelled.
    """
    place = place_of(reader.page.url, reader.language)
    if stamp.zone is None or stamp.zone or not stamp.time:
        return stamp.day
    shown = {day for block in reader.zone for day, _before in reader.days(block.text)}
    if place is None:
        near = {stamp.day - dt.timedelta(days=1), stamp.day + dt.timedelta(days=1)} & shown
        return near.pop() if stamp.day not in shown and len(near) == 1 else stamp.day
    local = stamp.day_in(place)
    if stamp.day in shown and (local not in shown or _shows_clock(stamp.time, reader)):
        return stamp.day
    return local


def _shows_clock(time: str, reader: _Reader) -> bool:
    return any(time in block.text for block in reader.zone)


def _most_agreed(declared: list[Found[dt.date]], reader: _Reader) -> Found[dt.date]:
    """The first of the declared days, unless it is alone against all that the page shows."""
    first = declared[0]
    others = {found.value for found in declared if abs(found.value - first.value).days > 1}
    if not others:
        return first
    votes = Counter(found.value for found in declared)
    for finder in (_labelled, _after_headline, _in_address):
        votes.update({found.value for found in finder(reader)})
    return max(declared, key=lambda found: votes[found.value])


def _labelled(reader: _Reader) -> Iterator[Found[dt.date]]:
    """Days near the headline that are said to be the day of publication."""
    for block in reader.zone:
        for day, before in reader.days(block.text):
            if _PUBLICATION.search(before) and not _UPDATE.search(before) and day <= _tomorrow():
                yield Found(day, Source.TEXT)


def _after_headline(reader: _Reader) -> Iterator[Found[dt.date]]:
    """Days near the headline that are not said to be something else."""
    for block in reader.zone:
        for day, before in reader.days(block.text):
            if not _UPDATE.search(before) and not block.is_long and day <= _tomorrow():
                yield Found(day, Source.TEXT)


def _in_title(reader: _Reader) -> Iterator[Found[dt.date]]:
    for day, _before in reader.days(reader.page.title_tag):
        yield Found(day, Source.META)


def _in_address(reader: _Reader) -> Iterator[Found[dt.date]]:
    inner = _INNER_ADDRESS.search(reader.page.url)
    address = inner[0] if inner else reader.page.url
    for form in _IN_ADDRESS:
        for match in form.finditer(address):
            day = valid_day(int(match["y"]), int(match["m"]), int(match["d"]))
            if day and day <= _tomorrow():
                yield Found(day, Source.ADDRESS)


def _embedded(reader: _Reader) -> Iterator[Found[dt.date]]:
    for match in _EMBEDDED.finditer(reader.page.text):
        stamp = read_stamp(match["value"], reader.language, month_first=reader.month_first)
        if stamp and stamp.day <= _tomorrow():
            yield Found(_local_day(stamp, reader), Source.TEXT)


def _only_one(reader: _Reader) -> Iterator[Found[dt.date]]:
    """The day that the page says is that of publication, where it says so of one day only."""
    short = [block.text for block in reader.page.blocks if len(block.text) < _LONGEST_LABEL]
    named = [found for text in short for found in reader.days(text)]
    days = {
        day for day, before in named if _PUBLICATION.search(before) and not _UPDATE.search(before)
    }
    if len(days) == 1 and min(days) <= _tomorrow():
        yield Found(min(days), Source.TEXT)
