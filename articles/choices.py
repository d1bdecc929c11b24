"""The enumerations of the site. What is known about a choice lives in the choice."""

import datetime as dt

from django.db import models
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Language(models.TextChoices):
    """The languages in which we publish."""

    ENGLISH = "en", _("English")
    KOREAN = "ko", _("Korean")

    @property
    def other(self) -> "Language":
        return Language.KOREAN if self is Language.ENGLISH else Language.ENGLISH


class Status(models.TextChoices):
    """Where an item stands on its way to the public."""

    DRAFT = "draft", _("Draft")
    IN_REVIEW = "in_review", _("In review")
    PUBLISHED = "published", _("Published")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class Medium(models.TextChoices):
    """The kind of outlet in which a piece of coverage appeared."""

    NEWSPAPER = "newspaper", _("Newspaper")
    AGENCY = "agency", _("News agency")
    BROADCAST = "broadcast", _("Broadcast")
    ONLINE = "online", _("Online")
    MAGAZINE = "magazine", _("Magazine")
    PODCAST = "podcast", _("Podcast")


class Depth(models.TextChoices):
    """How much of a piece of coverage is about what NKDB said."""

    MENTION = "mention", _("Mention")
    QUOTE = "quote", _("Quote")
    INTERVIEW = "interview", _("Interview")
    FEATURE = "feature", _("Feature")
    OPINION = "opinion", _("Opinion piece")


class TestimonyKind(models.TextChoices):
    """Who gave a testimony: our own people on the record, or a protected witness."""

    STATEMENT = "statement", _("Statement")
    WITNESS = "witness", _("Witness account")


class LinkKind(models.TextChoices):
    """What stands at an external address. The order is the order of preference on a page."""

    ORIGINAL = "original", _("Original")
    PORTAL = "portal", _("News portal")
    VIDEO = "video", _("Video")
    AUDIO = "audio", _("Audio")
    DOCUMENT = "document", _("Document")


class LinkHealth(models.TextChoices):
    """What was found when an external address was last visited."""

    UNKNOWN = "unknown", _("Not checked yet")
    ALIVE = "alive", _("Available")
    MOVED = "moved", _("Moved")
    BLOCKED = "blocked", _("Refuses visits by programs")
    FAILING = "failing", _("Failing")
    GONE = "gone", _("No longer available")


class DatePrecision(models.TextChoices):
    """How exactly a date is known, or may be told without giving somebody away."""

    DAY = "day", _("Day")
    MONTH = "month", _("Month")
    SEASON = "season", _("Season")
    YEAR = "year", _("Year")
    UNKNOWN = "unknown", pgettext_lazy("date", "Unknown")

    def show(self, date: dt.date | None) -> str:
        """The date in the active language, told no more exactly than this; empty where unknown."""
        if date is None or self is DatePrecision.UNKNOWN:
            return ""
        match self:
            case DatePrecision.DAY:
                return date_format(date, "DATE_FORMAT")
            case DatePrecision.MONTH:
                return date_format(date, "YEAR_MONTH_FORMAT")
            case DatePrecision.SEASON:
                return SEASONS[date.month % 12 // 3] % {"year": _season_start(date).year}
        return date_format(date, "Y")

    def coarsen(self, date: dt.date) -> dt.date:
        """The first day of the period that may be told, so that the row itself tells no more."""
        match self:
            case DatePrecision.MONTH:
                return date.replace(day=1)
            case DatePrecision.SEASON:
                return _season_start(date)
            case DatePrecision.YEAR:
                return date.replace(month=1, day=1)
        return date


# A winter belongs to the year in which it ends, as in meteorology.
SEASONS = (
    _("winter %(year)s"),
    _("spring %(year)s"),
    _("summer %(year)s"),
    _("autumn %(year)s"),
)


def _season_start(date: dt.date) -> dt.date:
    if date.month in {12, 1, 2}:
        return dt.date(date.year + (date.month == 12), 1, 1)
    return date.replace(month=date.month // 3 * 3, day=1)
