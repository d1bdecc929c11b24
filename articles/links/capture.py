"""From an address to everything that a form about an article can be filled in with."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, replace

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from articles.choices import LinkKind
from articles.links import missing, walls
from articles.links.extract import Extract, extract
from articles.links.fetch import Fetched, fetch
from articles.links.found import Found, Source
from articles.links.page import Page, read_page
from articles.links.plain import cut
from articles.links.policy import FetchPolicy
from articles.links.refusals import FetchRefused
from articles.text.address import NotAWebAddress, canonical, parse

_EXCERPT = 600  # letters
_MOST_TEXT = 50_000  # letters
_KINDS_OF_FILES = {
    "application/pdf": LinkKind.DOCUMENT,
    "application/msword": LinkKind.DOCUMENT,
    "audio": LinkKind.AUDIO,
    "video": LinkKind.VIDEO,
}
MISSING = {
    "title": _("No headline was found. Copy it from the page."),
    "site_name": _("The name of the outlet was not found. Choose the outlet."),
    "date": _("The day of publication was not found. Look for it on the page."),
}


@dataclass(frozen=True)
class Captured:
    """What is known about the article at an address; None where it is unknown.

    `url` is the address as it was given, always. `date` is the day of publication at the outlet's
    place, `language` an ISO 639-1 code, `text` the running text, a paragraph a line. `sources`
    tells for each filled field where its value stood. `problems` are sentences for the editor.
    """

    url: str
    canonical_url: str | None = None
    title: str | None = None
    site_name: str | None = None
    date: dt.date | None = None
    authors: tuple[str, ...] = ()
    language: str | None = None
    description: str | None = None
    image: str | None = None
    text: str = field(default="", repr=False)
    kind: LinkKind = LinkKind.ORIGINAL
    problems: tuple[str | Promise, ...] = ()
    sources: Mapping[str, Source] = field(default_factory=dict)
    fetched: Fetched | None = field(default=None, repr=False)

    @property
    def is_there(self) -> bool:
        """Whether the piece itself was read, a page or a file, and not what stands in its place."""
        return self.canonical_url is not None

    @property
    def author(self) -> str | None:
        """The names of the writers in one line."""
        return ", ".join(self.authors) or None

    @property
    def text_excerpt(self) -> str | None:
        return cut(self.text, _EXCERPT) or None

    def as_json(self) -> dict[str, str | list[str] | None]:
        """The values for machines: dates in ISO 8601, null where unknown."""
        return {
            "url": self.url,
            "canonical_url": self.canonical_url,
            "title": self.title,
            "site_name": self.site_name,
            "date": self.date.isoformat() if self.date else None,
            "author": self.author,
            "language": self.language,
            "description": self.description,
            "image": self.image,
            "text_excerpt": self.text_excerpt,
            "kind": str(self.kind),
            "problems": [str(problem) for problem in self.problems],
        }


def capture(
    url: str,
    html: bytes | None = None,
    *,
    content_type: str | None = None,
    policy: FetchPolicy | None = None,
) -> Captured:
    """Everything that the page at `url` tells about its article.

    With `html`, the bytes of a saved page, no request is made. Never raises: where the page can't
    be had, what is returned holds the address and one sentence that says why.
    """
    try:
        parse(url)
    except NotAWebAddress as error:
        return Captured(url, problems=(error.args[0],))
    if html is not None:
        return _from_page(url, read_page(canonical(url), html, content_type))
    try:
        answer = fetch(url, policy)
    except FetchRefused as refusal:
        return Captured(url, problems=(refusal.sentence,))
    return replace(_from_answer(url, answer), fetched=answer)


def _from_answer(url: str, answer: Fetched) -> Captured:
    content_type = answer.header("content-type")
    if problem := _problem_with(answer):
        return Captured(url, problems=(problem,))
    if kind := _kind_of_file(content_type):
        problem = _("This is a file and not a page. Fill in the fields by hand.")
        return Captured(url, canonical_url=canonical(answer.url), kind=kind, problems=(problem,))
    page = read_page(canonical(answer.url), answer.body, content_type)
    if walls.is_robot_wall(page):
        return Captured(url, problems=(_BLOCKED,))
    if missing.is_gone_note(page):
        return Captured(url, problems=(_GONE,))
    return _from_page(url, page)


_BLOCKED = _(
    "The site lets no programs in. Save the page in your browser and upload the file, or fill in "
    "the fields by hand."
)
_GONE = _("There is no article at this address. Check the address.")


def _problem_with(answer: Fetched) -> str | Promise | None:
    if answer.status in (401, 402, 403, 407, 429, 451):
        return _BLOCKED
    if answer.status in (404, 410):
        return _GONE
    if not 200 <= answer.status < 300:
        return _("The site answered with an error. Try again later, or upload the saved page.")
    return None if answer.body else _("The site sent an empty page. Upload the saved page.")


def _kind_of_file(content_type: str) -> LinkKind | None:
    kind = content_type.partition(";")[0].strip().lower()
    return _KINDS_OF_FILES.get(kind) or _KINDS_OF_FILES.get(kind.partition("/")[0])


def _from_page(url: str, page: Page) -> Captured:
    found = extract(page)
    values = {name: value.value for name, value in _filled(found)}
    return Captured(
        url=url,
        kind=found.kind,
        text=page.main_text[:_MOST_TEXT],
        sources={name: value.source for name, value in _filled(found)},
        problems=tuple(problem for name, problem in MISSING.items() if name not in values),
        **values,
    )


def _filled(found: Extract) -> Iterator[tuple[str, Found]]:
    for one in fields(found):
        value = getattr(found, one.name)
        if isinstance(value, Found):
            yield one.name, value
