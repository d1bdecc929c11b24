"""How exactly a date is known, and how it is told."""

import datetime as dt

from django.db import models
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext, pgettext_lazy


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
        return year_alone(date)

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


def year_alone(date: dt.date) -> str:
    """The year of a date where it stands by itself, in the active language."""
    return pgettext("a year that stands by itself", "%(year)s") % {"year": date.year}


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
