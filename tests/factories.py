"""Plain makers of rows: every field can be overridden, nothing is random."""

import datetime as dt
import io
from itertools import count

from django.contrib.auth.models import Group, User
from django.core.files.base import ContentFile
from django.utils import timezone
from PIL import Image as Picture
from pyrage import x25519

from articles.choices import Status
from articles.models import (
    Article,
    ExternalLink,
    Image,
    ModeratorKey,
    Outlet,
    Person,
    PressTip,
    RecoveryKey,
    SitePage,
    Snapshot,
    Submission,
    Testimony,
    Topic,
)

_numbers = count(1)


def make_user(role: str | None = "Editors", **overrides) -> User:
    """A staff account in one of the roles; None for an account without any."""
    number = next(_numbers)
    values = {"username": f"user{number}", "is_staff": role is not None} | overrides
    user = User.objects.create_user(**values)
    if role:
        user.groups.add(Group.objects.get(name=role))
    return user


def make_topic(slug: str = "", **overrides) -> Topic:
    number = next(_numbers)
    values = {"slug": slug or f"topic-{number}", "name": slug.capitalize() or f"Topic {number}"}
    return Topic.objects.create(**(values | overrides))


def make_outlet(name: str = "", **overrides) -> Outlet:
    return Outlet.objects.create(**({"name": name or f"Outlet {next(_numbers)}"} | overrides))


def make_person(name: str = "", **overrides) -> Person:
    return Person.objects.create(**({"name": name or f"Person {next(_numbers)}"} | overrides))


def make_article(
    *, topics=(), link: str | None = "https://paper.example/story", **overrides
) -> Article:
    """A public English article of 14 June 2023 with a link to its original."""
    values = {
        "language": "en",
        "title": f"Coverage {next(_numbers)}",
        "summary": "What the outlet wrote about our work.",
        "outlet_date": dt.date(2023, 6, 14),
        "status": Status.PUBLISHED,
    } | overrides
    values.setdefault("published_at", _date_for(values["status"]))
    if "outlet" not in values:
        values["outlet"] = make_outlet()
    article = Article.objects.create(**values)
    article.topics.set(topics)
    if link is not None:
        ExternalLink.objects.create(article=article, url=link)
    return article


def make_draft(**overrides) -> Article:
    return make_article(**({"status": Status.DRAFT} | overrides))


def make_testimony(*, topics=(), **overrides) -> Testimony:
    """A public English statement of 13 June 2023."""
    values = {
        "language": "en",
        "title": f"Testimony {next(_numbers)}",
        "summary": "What was said.",
        "forum": "A parliamentary commission",
        "date": dt.date(2023, 6, 13),
        "status": Status.PUBLISHED,
    } | overrides
    values.setdefault("published_at", _date_for(values["status"]))
    testimony = Testimony.objects.create(**values)
    testimony.topics.set(topics)
    return testimony


def _date_for(status: str) -> dt.datetime | None:
    public = {Status.PUBLISHED, Status.WITHDRAWN}
    return timezone.now() - dt.timedelta(hours=1) if status in public else None


def make_site_page(kind: str = "about", **overrides) -> SitePage:
    values = {"title": "Who we are", "body": "<p>An organisation in Seoul.</p>"}
    return SitePage.objects.create(kind=kind, **(values | overrides))


def make_image(**overrides) -> Image:
    """A small grey picture with alternative text in both languages."""
    drawn = io.BytesIO()
    Picture.new("RGB", (64, 40), "gray").save(drawn, "PNG")
    values = {
        "key": f"picture-{next(_numbers)}",
        "file": ContentFile(drawn.getvalue(), "picture.png"),
        "alt": "A grey field",
        "alt_ko": "회색 들판",
    }
    return Image.objects.create(**(values | overrides))


def make_press_tip(url: str = "", **overrides) -> PressTip:
    url = url or f"https://paper.example/{next(_numbers)}"
    return PressTip.objects.create(**({"url": url} | overrides))


WRAPPED = "-----BEGIN AGE ENCRYPTED FILE-----\nnot really\n-----END AGE ENCRYPTED FILE-----\n"


def make_moderator_key(
    user: User | None = None, **overrides
) -> tuple[ModeratorKey, x25519.Identity]:
    """A moderator's key and its private half, which only the moderator would have."""
    identity = x25519.Identity.generate()
    values = {"recipient": str(identity.to_public()), "wrapped": WRAPPED} | overrides
    return ModeratorKey.objects.create(user=user or make_user("Moderators"), **values), identity


def make_recovery_key() -> tuple[RecoveryKey, x25519.Identity]:
    """The recovery key and its private half, which would lie offline."""
    identity = x25519.Identity.generate()
    return RecoveryKey.objects.create(recipient=str(identity.to_public())), identity


def make_submission(**overrides) -> Submission:
    """A sealed case that arrived today; what is sealed is not to be opened."""
    number = next(_numbers)
    values = {
        "language": "en",
        "receipt_id": f"{number:064x}",
        "receipt_recipient": str(x25519.Identity.generate().to_public()),
        "sealed": b"age-encryption.org/v1",
    }
    return Submission.objects.create(**(values | overrides))


def make_snapshot(**overrides) -> Snapshot:
    """The row of a copy of a page; its file is not there."""
    values = {
        "url": "https://paper.example/story",
        "page_url": "https://paper.example/story",
        "status": 200,
        "content_type": "text/html",
        "title": "A story",
        "file": "snapshots/2026/05/none.warc.gz",
        "bytes": 1,
        "sha256": "0" * 64,
    }
    return Snapshot.objects.create(**(values | overrides))
