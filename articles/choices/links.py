"""What stands at an external address, and what visits found there."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class LinkKind(models.TextChoices):
    """What stands at an external address. The order is the order of preference on a page."""

    ORIGINAL = "original", _("Original")
    PORTAL = "portal", _("News portal")
    VIDEO = "video", _("Video")
    AUDIO = "audio", _("Audio")
    DOCUMENT = "document", _("Document")


class CopyKind(models.TextChoices):
    """What a copy of a page holds, and how we came by it."""

    FULL = "full", _("Page with pictures and styles")
    PAGE = "page", _("Page alone, as it was captured")
    BY_HAND = "by-hand", _("Page alone, saved in a browser and handed in")


class LinkHealth(models.TextChoices):
    """How it stands with an external address, after all visits to it."""

    UNKNOWN = "unknown", _("Not checked yet")
    ALIVE = "alive", _("Available")
    MOVED = "moved", _("Moved")
    BLOCKED = "blocked", _("Refuses visits by programs")
    FAILING = "failing", _("Failing")
    GONE = "gone", _("No longer available")


class Finding(models.TextChoices):
    """What one visit to an external address found, as a sentence for the staff."""

    ANSWERED = "answered", _("The page is there.")
    MOVED = "moved", _("The site leads to a new address for good.")
    NOT_FOUND = "not-found", _("The site answers that there is no such page.")
    SAYS_GONE = "says-gone", _("A page stands there that says that the piece is gone.")
    FRONT_PAGE = "front-page", _("The site shows its home page or a list in place of the piece.")
    REFUSED = "refused", _("The site refuses to answer programs.")
    TOO_OFTEN = "too-often", _("The site asks programs to come less often.")
    WALL = "wall", _("The site asks for proof of a person, or for signing in.")
    ERROR = "error", _("The site answers with an error.")
    SLOW = "slow", _("The site takes too long to answer.")
    NO_NAME = "no-name", _("The name of the site is not known.")
    UNREACHABLE = "unreachable", _("The site cannot be reached.")
    NOT_SECURE = "not-secure", _("The certificate of the site is not valid.")
    UNREADABLE = "unreadable", _("The answer of the site cannot be read.")
    ENDLESS = "endless", _("The site leads on and on without an end.")
    NOT_VISITED = "not-visited", _("Addresses of this kind are not visited.")
    SEEN = "seen", _("Somebody of the staff looked: it is there.")
    MISSED = "missed", _("Somebody of the staff looked: it is gone.")

    @property
    def health(self) -> LinkHealth:
        """What this visit by itself says of the address."""
        return _HEALTH.get(self, LinkHealth.FAILING)


_HEALTH = {
    Finding.ANSWERED: LinkHealth.ALIVE,
    Finding.SEEN: LinkHealth.ALIVE,
    Finding.MOVED: LinkHealth.MOVED,
    Finding.NOT_FOUND: LinkHealth.GONE,
    Finding.SAYS_GONE: LinkHealth.GONE,
    Finding.FRONT_PAGE: LinkHealth.GONE,
    Finding.MISSED: LinkHealth.GONE,
    Finding.REFUSED: LinkHealth.BLOCKED,
    Finding.TOO_OFTEN: LinkHealth.BLOCKED,
    Finding.WALL: LinkHealth.BLOCKED,
    Finding.NOT_VISITED: LinkHealth.UNKNOWN,
}
