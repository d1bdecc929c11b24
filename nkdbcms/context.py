"""What every template may show about the site."""

from django.conf import settings


def site(request) -> dict:
    """The site's own address, for canonical links, its languages, and other ways to reach us."""
    return {
        "SITE_URL": settings.SITE_URL,
        "LANGUAGES": settings.LANGUAGES,
        "CONTACT": settings.CONTACT,
    }
