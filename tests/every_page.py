"""One address of every kind of page, for tests that look at all of them.

They belong to the demonstration content, which has each kind of item. A page that is added to the
site and not to this list fails test_every_page.py.
"""

from django.contrib.auth.models import User
from django.urls import reverse
from django.utils import timezone

from articles import history, publishing
from articles.choices import LinkHealth, PageKind, SubmissionState, TestimonyKind
from articles.demo.loader import load_demo
from articles.images.derivatives import make_renditions
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
from tests.factories import (
    make_moderator_key,
    make_press_tip,
    make_recovery_key,
    make_snapshot,
    make_submission,
)

LANGUAGES = ("en", "ko")


def load() -> None:
    """The demonstration content with its pictures, a withdrawn item in each language, open doors."""
    load_demo()
    list(make_renditions(Image.objects.filter(article__in=_with_picture())))
    if not RecoveryKey.objects.exists():
        make_recovery_key()
        make_moderator_key()
        make_moderator_key()
    for language in LANGUAGES:
        if not Article.objects.withdrawn().in_language(language).exists():
            oldest = Article.objects.visible().in_language(language).newest_first().last()
            publishing.withdraw(oldest, by=None, reason="for the test")


def public_pages(language: str) -> dict[str, str]:
    """The addresses of the pages for readers in one language, by a name of each kind."""
    articles = Article.objects.visible().in_language(language)
    testimonies = Testimony.objects.visible().in_language(language)
    other = Article.objects.visible().exclude(language=language)
    only_there = next(one for one in other if one.versions().count() == 1)
    withdrawn = Article.objects.withdrawn().in_language(language).first()
    topic = Topic.objects.get(slug="repatriation")
    outlet = articles.newest_first().first().outlet
    here = f"/{language}"
    return {
        "home": f"{here}/",
        "coverage": f"{here}/coverage/",
        "coverage-year": f"{here}/coverage/2023/",
        "article with picture": _address(articles.filter(image__isnull=False)),
        "article": _address(articles.filter(image=None)),
        "testimonies": f"{here}/testimonies/",
        "statement": _address(testimonies.filter(kind=TestimonyKind.STATEMENT)),
        "witness account": _address(testimonies.filter(kind=TestimonyKind.WITNESS)),
        "topics": f"{here}/topics/",
        "topic": f"{here}/topics/{topic.slug}/",
        "search": f"{here}/search/",
        "search with results": f"{here}/search/?q=repatriation+강제송환&sort=date",
        "search without results": f"{here}/search/?q=zzzzzz",
        "data": f"{here}/data/",
        "submit": f"{here}/submit/",
        "submit-press": f"{here}/submit/press/",
        "submit-testimony": f"{here}/submit/testimony/",
        "submit-testimony-form": f"{here}/submit/testimony/form/",
        "receipt": f"{here}/receipt/",
        "outlets": f"{here}/outlets/",
        "outlet": f"{here}/outlets/{outlet.slug}/",
        **{kind: f"{here}/{kind}/" for kind in PageKind.values},
        "exists in the other language": only_there.get_absolute_url().replace(
            f"/{only_there.language}/", f"{here}/", 1
        ),
        "withdrawn": withdrawn.get_absolute_url(),
        "not found": f"{here}/nowhere/",
    }


def _with_picture() -> list[Article]:
    """The pieces with a picture that the pages show."""
    shown = Article.objects.visible().filter(image__isnull=False)
    return [shown.in_language(language).newest_first().first() for language in LANGUAGES]


def _address(rows) -> str:
    return rows.newest_first().first().get_absolute_url()


def staff_pages() -> dict[str, str]:
    """The addresses of the staff's pages for a superuser, by a name of each kind."""
    article = Article.objects.visible().filter(image__isnull=False).first()
    witness = Testimony.objects.filter(kind=TestimonyKind.WITNESS).first()
    history.keep_baseline(article)
    version = history.versions_of(article).get()
    rows = [article, witness]
    tip = PressTip.objects.first() or make_press_tip(note="It quotes your report.")
    rows += [model.objects.first() for model in (Outlet, Person, Topic, Image, SitePage)]
    pages = {"index": reverse("admin:index"), "password": reverse("admin:password_change")}
    for row in rows:
        name = row._meta.model_name
        for page in ("changelist", "add", "deleted"):
            if (row._meta.model, page) == (SitePage, "add"):
                continue  # there is one of each kind already
            pages[f"{name} {page}"] = reverse(f"admin:articles_{name}_{page}")
        for page in ("change", "history", "delete"):
            pages[f"{name} {page}"] = reverse(f"admin:articles_{name}_{page}", args=[row.pk])
    user = User.objects.order_by("pk").last()
    return pages | {
        "version": reverse("admin:articles_article_version", args=[article.pk, version.pk]),
        "preview": reverse("admin:articles_article_preview", args=[article.pk]),
        "filtered list": reverse("admin:articles_article_changelist") + "?language__exact=ko&q=a",
        "press tips": reverse("admin:articles_presstip_changelist"),
        "press tip": reverse("admin:articles_presstip_change", args=[tip.pk]),
        **_key_pages(),
        **_case_pages(),
        **_link_pages(article),
        **{
            page: reverse(f"admin:{page}")
            for page in ("account", "second_factor", "second_factor_setup", "second_factor_codes")
        },
        "audit trail": reverse("admin:articles_auditentry_changelist"),
        "users": reverse("admin:auth_user_changelist"),
        "new user": reverse("admin:auth_user_add"),
        "user": reverse("admin:auth_user_change", args=[user.pk]),
        "roles": reverse("admin:auth_group_changelist"),
    }


def _key_pages() -> dict[str, str]:
    """Those about the moderators' keys, with a case that is not sealed to all of them."""
    key = ModeratorKey.objects.first()
    if not Submission.objects.exists():
        make_submission()
    name = "admin:articles_moderatorkey"
    return {
        "keys": reverse(f"{name}_changelist"),
        "make a key": reverse(f"{name}_add"),
        "retire a key": reverse(f"{name}_retire", args=[key.pk]),
        "seal again": reverse(f"{name}_seal_again"),
    }


def _case_pages() -> dict[str, str]:
    """The queue, and a case that is not opened; an opened one is looked at where it is worked on."""
    case = Submission.objects.first() or make_submission()
    kept = Submission.objects.filter(state=SubmissionState.ACCEPTED).first()
    kept = kept or make_submission(state=SubmissionState.ACCEPTED)
    name = "admin:articles_submission"
    return {
        "queue": reverse(f"{name}_changelist"),
        "case change": reverse(f"{name}_change", args=[case.pk]),
        "case erase": reverse(f"{name}_erase", args=[case.pk]),
        "case review": reverse(f"{name}_review", args=[kept.pk]),
    }


def _link_pages(article: Article) -> dict[str, str]:
    link = article.links.first()
    ExternalLink.objects.filter(pk=link.pk).update(
        health=LinkHealth.GONE, health_since=timezone.now()
    )
    copy = Snapshot.objects.first() or make_snapshot(url=link.url)
    return {
        "from a link": reverse("admin:articles_article_from_link"),
        "links": reverse("admin:articles_externallink_changelist"),
        "link": reverse("admin:articles_externallink_change", args=[link.pk]),
        "copies": reverse("admin:articles_snapshot_changelist"),
        "copy": reverse("admin:articles_snapshot_change", args=[copy.pk]),
    }
