"""What is known about items, outlets and pages."""

from django.db import models
from django.utils.translation import gettext_lazy as _


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

    @property
    def for_readers(self) -> str:
        """The same where nothing around it says of whom: on the page of a piece."""
        told = {
            Depth.MENTION: _("mentions NKDB"),
            Depth.QUOTE: _("quotes NKDB"),
            Depth.INTERVIEW: _("interview with NKDB"),
        }
        return str(told.get(self, self.label))


class TestimonyKind(models.TextChoices):
    """Who gave a testimony: our own people on the record, or a protected witness."""

    STATEMENT = "statement", _("Statement")
    WITNESS = "witness", _("Witness account")


class Focus(models.TextChoices):
    """The part of a picture that stays in view where it has to be cut. In the order of a page."""

    TOP_LEFT = "top-left", _("Top left")
    TOP = "top", _("Top")
    TOP_RIGHT = "top-right", _("Top right")
    LEFT = "left", _("Left")
    CENTRE = "centre", _("Centre")
    RIGHT = "right", _("Right")
    BOTTOM_LEFT = "bottom-left", _("Bottom left")
    BOTTOM = "bottom", _("Bottom")
    BOTTOM_RIGHT = "bottom-right", _("Bottom right")


class PageKind(models.TextChoices):
    """The pages about ourselves. The values are their addresses."""

    ABOUT = "about", _("About NKDB")
    CONTACT = "contact", _("Contact")
    PRIVACY = "privacy", _("Privacy")
    SOURCES = "protecting-sources", _("How we protect sources")
