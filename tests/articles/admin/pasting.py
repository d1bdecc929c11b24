"""Pasting the address of a piece into *New article from a link*."""

from html import unescape

from django.utils.html import strip_tags

from articles.models import Article

PASTE = "/admin/articles/article/from-link/"
CANONICAL = "https://ledger.example/2026/05/12/sites"


#: How fetching fails: (what the site does at /story, what the staff are told).
FAILURES = {
    "blocked": (lambda site: site.show("/story", "No", status=403), "lets no programs in"),
    "paywall": (lambda site: site.show("/story", "Pay", status=402), "lets no programs in"),
    "gone": (lambda site: None, "There is no article at this address."),
    "broken": (lambda site: site.show("/story", "Oops", status=500), "answered with an error"),
    "empty": (lambda site: site.show("/story", ""), "sent an empty page"),
    "a file": (
        lambda site: site.show("/story", b"%PDF-1.7", kind="application/pdf"),
        "This is a file and not a page.",
    ),
    "too slow": (lambda site: site.may_answer.clear(), "took too long to answer"),
    "too large": (lambda site: site.show("/story", b"x" * 9_000_000), "too large to be read"),
}


def paste(client, url: str):
    return client.post(PASTE, {"url": url}, follow=True)


def the_draft() -> Article:
    (draft,) = Article.objects.all()
    return draft


def links_of(item) -> list[tuple[str, str]]:
    return [(link.kind, link.url) for link in item.links.in_order()]


def helps(page) -> dict[str, str]:
    """What stands beside each field, without markup."""
    form = page.context["adminform"].form
    return {name: unescape(strip_tags(str(field.help_text))) for name, field in form.fields.items()}
