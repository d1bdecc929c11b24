"""The enumerations of the site. What is known about a choice lives in the choice."""

import datetime as dt

from django.db import models
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext, pgettext_lazy


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


class TestimonyKind(models.TextChoices):
    """Who gave a testimony: our own people on the record, or a protected witness."""

    STATEMENT = "statement", _("Statement")
    WITNESS = "witness", _("Witness account")


class LinkKind(models.TextChoices):
    """What stands at an external address. The order is the order of preference on a page."""

    ORIGINAL = "original", _("Original")
    PORTAL = "portal", _("News portal")
    VIDEO = "video", _("Video")
    AUDIO = "audio", _("Audio")
    DOCUMENT = "document", _("Document")


class LinkHealth(models.TextChoices):
    """How it stands with an external address, after all visits to it."""

    UNKNOWN = "unknown", _("Not checked yet")
    ALIVE = "alive", _("Available")
    MOVED = "moved", _("Moved")
    BLOCKED = "blocked", _("Refuses visits by programs")
    FAILING = "failing", _("Failing")
    GONE = "gone", _("No longer available")

    @property
    def is_trouble(self) -> bool:
        """Whether the piece was not reached, and not because programs are kept out."""
        return self in (LinkHealth.FAILING, LinkHealth.GONE)


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


class TipState(models.TextChoices):
    """What became of a press tip."""

    WAITING = "waiting", _("Waiting")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")
    MERGED = "merged", _("Merged with another")

    @property
    def is_decided(self) -> bool:
        return self is not TipState.WAITING


class SubmissionState(models.TextChoices):
    """Where a sealed testimony stands with the moderators."""

    RECEIVED = "received", _("Received")
    IN_TRIAGE = "in_triage", _("In triage")
    VERIFYING = "verifying", _("Being verified")
    REDACTING = "redacting", _("Being redacted")
    AWAITING_APPROVAL = "awaiting_approval", _("Awaiting approval")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")
    ERASED = "erased", _("Erased")

    @property
    def may_become(self) -> frozenset["SubmissionState"]:
        """The states that may follow. Everything may be erased; what is erased stays erased."""
        state = SubmissionState
        after = {
            state.RECEIVED: {state.IN_TRIAGE, state.DECLINED},
            state.IN_TRIAGE: {state.VERIFYING, state.DECLINED},
            state.VERIFYING: {state.REDACTING, state.IN_TRIAGE, state.DECLINED},
            state.REDACTING: {state.AWAITING_APPROVAL, state.VERIFYING, state.DECLINED},
            state.AWAITING_APPROVAL: {state.ACCEPTED, state.REDACTING, state.DECLINED},
            state.ACCEPTED: {state.REDACTING},
            state.DECLINED: {state.IN_TRIAGE},
        }.get(self, frozenset())
        return frozenset(after) | ({state.ERASED} - {self})

    @property
    def is_open(self) -> bool:
        """Somebody still has something to do."""
        return self not in {
            SubmissionState.ACCEPTED,
            SubmissionState.DECLINED,
            SubmissionState.ERASED,
        }

    @property
    def in_plain_words(self) -> str:
        """What the person who sent the testimony is told."""
        return TOLD[self]


TOLD = {
    SubmissionState.RECEIVED: _("It has arrived. Nobody has opened it yet."),
    SubmissionState.IN_TRIAGE: _("A moderator is reading it."),
    SubmissionState.VERIFYING: _("We are checking what it says. We may ask you something below."),
    SubmissionState.REDACTING: _(
        "We are taking out what could give somebody away. Nothing of it is public."
    ),
    SubmissionState.AWAITING_APPROVAL: _(
        "A second person is checking that it gives nobody away. Nothing of it is public."
    ),
    SubmissionState.ACCEPTED: _(
        "We keep it. Whether anything of it is published depends on what you allow below."
    ),
    SubmissionState.DECLINED: _("We cannot use it. It is erased 14 days after this decision."),
    SubmissionState.ERASED: _("It is erased."),
}


class Purpose(models.TextChoices):
    """What a person may allow us to do with a testimony. Each is asked for by itself."""

    KEEP = "keep", _("Keep it after the case is decided")
    CONTACT = "contact", _("Contact me in the way that I gave")
    ANALYSIS = "analysis", _("Use it for our own research")
    COURTS = "courts", _("Hand it to the United Nations and to courts")
    PUBLICATION = "publication", _("Publish it without my name")
    QUOTING = "quoting", _("Quote single sentences of it without my name")


class Sender(models.TextChoices):
    """Who wrote a message in a case."""

    SUBMITTER = "submitter", _("The person who sent the testimony")
    MODERATORS = "moderators", _("The moderators")


class ChangeReason(models.TextChoices):
    """Why a case changed its state, as a code: a sentence about it belongs into a sealed note."""

    PROGRESS = "progress", _("The work went on")
    MORE_WORK = "more_work", _("More work is needed")
    NOT_OURS = "not_ours", _("Outside our field")
    NOT_CREDIBLE = "not_credible", _("Could not be verified")
    SPAM = "spam", _("Spam")
    DUPLICATE = "duplicate", _("A duplicate of another case")
    TOO_DANGEROUS = "too_dangerous", _("Too dangerous for somebody")
    APPROVED = "approved", _("Approved by a second person")
    WITHDRAWN = "withdrawn", _("Withdrawn by the person who sent it")
    RETENTION = "retention", _("The time for keeping it is over")


class AuditEvent(models.TextChoices):
    """What the audit trail records. Values are stored for ever: add some, change none."""

    SIGNED_IN = "signed_in", _("signed in")
    SIGN_IN_FAILED = "sign_in_failed", _("failed to sign in")
    LOCKED_OUT = "locked_out", _("was locked out")
    CONFIRMED = "confirmed", _("gave the second factor")
    CONFIRM_FAILED = "confirm_failed", _("gave a wrong second factor")
    SIGNED_OUT = "signed_out", _("signed out")
    FACTOR_ADDED = "factor_added", _("added a second factor")
    FACTOR_REMOVED = "factor_removed", _("removed a second factor")
    FACTOR_RESET = "factor_reset", _("reset somebody's second factor")
    CODES_MADE = "codes_made", _("made recovery codes")
    CODE_USED = "code_used", _("used a recovery code")
    PASSWORD_CHANGED = "password_changed", _("changed a password")
    ACCOUNT_MADE = "account_made", _("made an account")
    ACCOUNT_OPENED = "account_opened", _("opened an account again")
    ACCOUNT_CLOSED = "account_closed", _("closed an account")
    ACCOUNT_DELETED = "account_deleted", _("deleted an account")
    ROLES_CHANGED = "roles_changed", _("changed somebody's roles")
    ITEM_MOVED = "item_moved", _("moved an item")
    ITEM_DELETED = "item_deleted", _("deleted an item")
    CONTENT_EXPORTED = "content_exported", _("exported the content")
    CASE_MOVED = "case_moved", _("moved a case")
    CASE_OPENED = "case_opened", _("opened a case")
    CASE_ASSIGNED = "case_assigned", _("assigned a case")
    CASE_MESSAGE = "case_message", _("wrote to a submitter")
    CASE_EXPORTED = "case_exported", _("downloaded sealed files")
    CASE_ERASED = "case_erased", _("erased a case")
    CONSENT_CHANGED = "consent_changed", _("changed a consent")
    KEY_ADDED = "key_added", _("added a key")
    KEY_REMOVED = "key_removed", _("removed a key")
    KEY_REWRAPPED = "key_rewrapped", _("changed the passphrase of a key")

    @property
    def is_never_public(self) -> bool:
        """No submitter can have done it, so that its time may be told where nobody is named."""
        return self in {
            AuditEvent.SIGN_IN_FAILED,
            AuditEvent.LOCKED_OUT,
            AuditEvent.CONTENT_EXPORTED,
            AuditEvent.FACTOR_RESET,
        }


class AuditReason(models.TextChoices):
    """Why somebody opens a sealed case. Chosen, not written, so that it holds nothing of the case."""

    TRIAGE = "triage", _("To sort what came in")
    VERIFICATION = "verification", _("To verify what is told")
    REDACTION = "redaction", _("To redact it")
    APPROVAL = "approval", _("To approve a redaction")
    ANSWER = "answer", _("To answer the person")
    DANGER = "danger", _("Because somebody may be in danger")
    HANDOVER = "handover", _("To seal it to another moderator")
    REQUEST = "request", _("Because the person asked for it")


class FactorKind(models.TextChoices):
    """With what somebody proves a second time who they are."""

    APP = "app", _("Authenticator app")
    PASSKEY = "passkey", _("Passkey")
    RECOVERY = "recovery", _("Recovery codes")
