"""Time stamps as sites write them for machines, and the day that they name at the outlet's place."""

import datetime as dt
import email.utils
import re
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from articles.links.written_dates import days_in, valid_day
from articles.text.address import domain

_ISO = re.compile(
    r"^(?P<day>\d{4}[-/.]?\d\d[-/.]?\d\d)"
    r"(?:[T ]+(?P<time>\d\d:?\d\d)(?::?\d\d)?(?:[.,]\d+)?\s*(?P<zone>Z|UTC|GMT|[+-]\d\d:?\d\d|[+-]\d\d$)?)?",
    re.IGNORECASE,
)
_EPOCH = re.compile(r"^(\d{10})(\d{3})?$")
# One zone for a country in which one will do to know the day.
_ZONE_OF_DOMAIN = {
    "kr": "Asia/Seoul", "jp": "Asia/Tokyo", "cn": "Asia/Shanghai", "tw": "Asia/Taipei",
    "hk": "Asia/Hong_Kong", "mo": "Asia/Macau", "sg": "Asia/Singapore", "my": "Asia/Kuala_Lumpur",
    "ph": "Asia/Manila", "th": "Asia/Bangkok", "vn": "Asia/Ho_Chi_Minh", "id": "Asia/Jakarta",
    "kh": "Asia/Phnom_Penh", "mm": "Asia/Yangon", "bd": "Asia/Dhaka", "np": "Asia/Kathmandu",
    "in": "Asia/Kolkata", "lk": "Asia/Colombo", "pk": "Asia/Karachi", "kz": "Asia/Almaty",
    "mn": "Asia/Ulaanbaatar", "ir": "Asia/Tehran", "ae": "Asia/Dubai", "sa": "Asia/Riyadh",
    "qa": "Asia/Qatar", "kw": "Asia/Kuwait", "iq": "Asia/Baghdad", "jo": "Asia/Amman",
    "lb": "Asia/Beirut", "il": "Asia/Jerusalem", "tr": "Europe/Istanbul", "eg": "Africa/Cairo",
    "ru": "Europe/Moscow", "by": "Europe/Minsk", "ua": "Europe/Kyiv", "ge": "Asia/Tbilisi",
    "pl": "Europe/Warsaw", "cz": "Europe/Prague", "sk": "Europe/Bratislava", "hu": "Europe/Budapest",
    "ro": "Europe/Bucharest", "bg": "Europe/Sofia", "gr": "Europe/Athens", "rs": "Europe/Belgrade",
    "hr": "Europe/Zagreb", "si": "Europe/Ljubljana", "lt": "Europe/Vilnius", "lv": "Europe/Riga",
    "ee": "Europe/Tallinn", "fi": "Europe/Helsinki", "se": "Europe/Stockholm", "no": "Europe/Oslo",
    "dk": "Europe/Copenhagen", "de": "Europe/Berlin", "at": "Europe/Vienna", "ch": "Europe/Zurich",
    "fr": "Europe/Paris", "be": "Europe/Brussels", "nl": "Europe/Amsterdam", "it": "Europe/Rome",
    "es": "Europe/Madrid", "pt": "Europe/Lisbon", "uk": "Europe/London", "ie": "Europe/Dublin",
    "za": "Africa/Johannesburg", "ng": "Africa/Lagos", "ke": "Africa/Nairobi",
    "tz": "Africa/Dar_es_Salaam", "ug": "Africa/Kampala", "gh": "Africa/Accra",
    "et": "Africa/Addis_Ababa", "ma": "Africa/Casablanca", "au": "Australia/Sydney",
    "nz": "Pacific/Auckland", "br": "America/Sao_Paulo", "ar": "America/Argentina/Buenos_Aires",
    "cl": "America/Santiago", "uy": "America/Montevideo", "pe": "America/Lima",
    "mx": "America/Mexico_City", "ca": "America/Toronto",
}  # fmt: skip
# Languages whose outlets work in one zone nearly all.
_DOMAIN_OF_LANGUAGE = {
    "ko": "kr", "ja": "jp", "zh": "cn", "vi": "vn", "th": "th", "hi": "in", "bn": "bd", "he": "il",
    "tr": "tr", "pl": "pl", "cs": "cz", "sk": "sk", "hu": "hu", "ro": "ro", "bg": "bg", "el": "gr",
    "sv": "se", "no": "no", "da": "dk", "fi": "fi", "it": "it", "de": "de", "nl": "nl", "uk": "ua",
    "mn": "mn", "my": "mm", "km": "kh", "ne": "np", "fa": "ir", "et": "ee", "lv": "lv", "lt": "lt",
}  # fmt: skip


@dataclass(frozen=True)
class Stamp:
    """A point in time as written: the day, the time (HH:MM or empty), and the distance to UTC.

    `zone` is None where none is written.
    """

    day: dt.date
    time: str = ""
    zone: dt.timedelta | None = None

    def day_in(self, place: ZoneInfo) -> dt.date:
        """The day that it was at `place`."""
        if not self.time or self.zone is None:
            return self.day
        clock = dt.time.fromisoformat(self.time)
        moment = dt.datetime.combine(self.day, clock, dt.timezone(self.zone))
        return moment.astimezone(place).date()


def read_stamp(text: str, language: str, *, month_first: bool | None = None) -> Stamp | None:
    """The point in time that `text` begins with; None where it is none."""
    text = text.strip()
    if match := _ISO.match(text):
        figures = re.sub(r"\D", "", match["day"])
        day = valid_day(int(figures[:4]), int(figures[4:6]), int(figures[6:8]))
        return day and Stamp(day, _clock(match["time"]), _offset(match["zone"]))
    if match := _EPOCH.match(text):
        moment = dt.datetime.fromtimestamp(int(match[1]), dt.UTC)
        return Stamp(moment.date(), moment.strftime("%H:%M"), dt.timedelta())
    return _mail_date(text) or _written(text, language, month_first)


def place_of(url: str, language: str) -> ZoneInfo | None:
    """The time zone of the outlet, from the country of its domain or its language; None if open."""
    ending = domain(url).rsplit(".", 1)[-1]
    zone = _ZONE_OF_DOMAIN.get(ending) or _ZONE_OF_DOMAIN.get(_DOMAIN_OF_LANGUAGE.get(language, ""))
    return ZoneInfo(zone) if zone else None


def _clock(written: str | None) -> str:
    figures = re.sub(r"\D", "", written or "")
    return (
        f"{figures[:2]}:{figures[2:]}"
        if figures and int(figures) < 2400 and int(figures[2:]) < 60
        else ""
    )


def _offset(written: str | None) -> dt.timedelta | None:
    if not written:
        return None
    if written[0] not in "+-":
        return dt.timedelta()
    figures = re.sub(r"\D", "", written).ljust(4, "0")
    distance = dt.timedelta(hours=int(figures[:2]), minutes=int(figures[2:]))
    return (
        (-distance if written[0] == "-" else distance)
        if distance < dt.timedelta(hours=24)
        else None
    )


def _mail_date(text: str) -> Stamp | None:
    try:
        moment = email.utils.parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError):
        return None
    if not valid_day(moment.year, moment.month, moment.day):
        return None
    return Stamp(moment.date(), moment.strftime("%H:%M"), moment.utcoffset())


def _written(text: str, language: str, month_first: bool | None) -> Stamp | None:
    days = days_in(text[:80], language, month_first=month_first)
    return Stamp(days[0].day) if days else None
