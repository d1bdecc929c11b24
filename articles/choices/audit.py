"""What the audit trail records, and the kinds of a second factor."""

from django.db import models
from django.utils.translation import gettext_lazy as _


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
    CASE_MARKED = "case_marked", _("marked a case")
    CASE_MESSAGE = "case_message", _("wrote to a submitter")
    CASE_NOTE = "case_note", _("wrote a note on a case")
    CASE_EXPORTED = "case_exported", _("downloaded sealed files")
    CASE_SEALED = "case_sealed", _("sealed a case again")
    NAMES_PROTECTED = "names_protected", _("protected names of a case")
    NAMES_FORGOTTEN = "names_forgotten", _("gave up the protected names of a case")
    NAME_REFUSED = "name_refused", _("was refused because of a protected name")
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
