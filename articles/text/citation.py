"""A work as one cites it: in words, for BibTeX, for RIS."""

import datetime as dt
import re
from dataclasses import dataclass
from urllib.parse import quote

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
_BABEL = {"en": "english", "ko": "korean"}
# A lone brace would end a field, with a backslash before it as well: BibTeX counts them all.
_TEX = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        **{sign: f"\\{sign}" for sign in "$&%#_"},
    }
)
_space = re.compile(r"\s+")
_control = re.compile(r"[\x00-\x1f\x7f\u2028\u2029]+")


@dataclass(frozen=True)
class Citation:
    """A work. `author` and `day` may be unknown; `place` is the site or the newspaper.

    `key` is short, of ASCII letters, digits and hyphens. `language` is that of the title (ISO 639-1)
    or unknown; `form` says in a word what the work is, where its title does not.
    """

    key: str
    title: str
    author: str = ""
    day: dt.date | None = None
    place: str = ""
    url: str = ""
    language: str = ""
    form: str = ""
    is_news: bool = False

    def in_words(self, language: str) -> str:
        """As APA has it, for readers of `language` (en, ko): who, when, what, where."""
        what = f"{self.title} [{self.form}]" if self.form else self.title
        when = f"({_day_in_words(self.day, language)})"
        place = "" if self.place == self.author else self.place
        parts = (self.author, when, what, place) if self.author else (what, when, place)
        return " ".join([*(_ended(part) for part in parts if part), self.url]).strip()

    def bibtex(self) -> str:
        """An entry for BibTeX and biblatex, whose double braces keep names and titles whole."""
        fields = {
            "author": self.author and f"{{{_tex(self.author)}}}",
            "title": f"{{{_tex(self.title)}}}",
            # biblatex reads the date and leaves out the rest; classic BibTeX knows only the rest.
            "date": self.day and self.day.isoformat(),
            "year": self.day and f"{self.day.year:04}",
            "month": self.day and f"{self.day.month}",
            "organization": _tex(self.place),
            "langid": _BABEL.get(self.language, ""),
            "url": quote(self.url, safe="%/:?#[]@!$&'()*+,;=~"),
        }
        lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
        return "\n".join([f"@online{{{self.key},", *lines, "}", ""])

    def ris(self) -> str:
        """A record of RIS, each tag on a line of its own."""
        tags = (
            ("TY", "NEWS" if self.is_news else "ELEC"),
            ("ID", self.key),
            ("AU", self.author),
            ("TI", self.title),
            ("T2", self.place),
            ("PY", self.day and f"{self.day.year:04}"),
            ("DA", self.day and f"{self.day:%Y/%m/%d}"),
            ("LA", self.language),
            ("UR", self.url),
        )
        lines = [f"{tag}  - {_line(value)}\r\n" for tag, value in tags if value]
        return "".join([*lines, "ER  - \r\n"])


def _day_in_words(day: dt.date | None, language: str) -> str:
    if day is None:
        return "날짜 미상" if language == "ko" else "n.d."
    if language == "ko":
        return f"{day.year}. {day.month}. {day.day}."
    return f"{day.year}, {_MONTHS[day.month - 1]} {day.day}"


def _ended(part: str) -> str:
    return part if part.endswith((".", "?", "!", "…", "。")) else f"{part}."


def _line(text: str) -> str:
    return _space.sub(" ", _control.sub(" ", text)).strip()


def _tex(text: str) -> str:
    return _line(text).translate(_TEX)
