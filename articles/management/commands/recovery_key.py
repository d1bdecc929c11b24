"""The key that lies offline: make it, and prove that it opens what arrives."""

import getpass
import secrets
import sys

import pyrage
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from articles import audit
from articles.choices import AuditEvent
from articles.models import RecoveryKey
from articles.submissions import sealing

ADVICE = """
This is the only time that the secret half is shown. It is stored nowhere.
Write it on paper or on a medium that is never connected to this server, keep it in two safe
places, and clear this screen. Then prove that what you wrote down is right:

  .venv/bin/python manage.py recovery_key --drill
"""

AFTER_REPLACING = """
What was sealed before still opens with the former key and not with this one. A moderator mends
that under “Moderators' keys” in the staff's pages, “Seal them again”.
"""


class Command(BaseCommand):
    help = (
        "Makes the recovery key: prints its secret half once and stores the public half, to which "
        "everything is sealed from then on. With --drill it asks for the secret half and proves "
        "that it opens a test submission."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--drill",
            action="store_true",
            help="prove that the secret half opens a test submission",
        )
        parser.add_argument(
            "--replace",
            action="store_true",
            help="make a new one although there is one; the cases have to be sealed again then",
        )

    def handle(self, *, drill: bool, replace: bool, **options):
        if drill:
            return self._drill()
        if RecoveryKey.current() and not replace:
            raise CommandError(
                "There is a recovery key already. Run --drill to try it, or --replace if its "
                "secret half is lost or known to others."
            )
        identity = pyrage.x25519.Identity.generate()
        with transaction.atomic():
            key = RecoveryKey.objects.create(recipient=str(identity.to_public()))
            audit.record(AuditEvent.KEY_ADDED, by=None, about=key)
        self.stdout.write(f"\n{identity}\n")
        self.stdout.write(ADVICE)
        if replace:
            self.stdout.write(AFTER_REPLACING)

    def _drill(self) -> None:
        key = RecoveryKey.current()
        if key is None:
            raise CommandError("There is no recovery key yet. Run manage.py recovery_key first.")
        identity = _identity(_typed())
        test = {"text": secrets.token_hex(16), "contact": ""}
        sealed = sealing.seal(test, [key.recipient])
        try:
            is_right = pyrage.decrypt(sealed, [identity]) == sealing.padded(test)
        except pyrage.DecryptError:
            is_right = False
        if not is_right:
            raise CommandError(
                "This is a key, but not the one in use: it does not open a test submission. Find "
                "the right one, or run --replace and keep the new one."
            )
        self.stdout.write(
            self.style.SUCCESS("The key opens a test submission. Put it back into its safe place.")
        )


def _typed() -> str:
    """The secret half, from the keyboard without an echo or from standard input."""
    if sys.stdin.isatty():
        return getpass.getpass("The secret half (AGE-SECRET-KEY-…), not shown: ")
    return sys.stdin.readline()


def _identity(text: str) -> pyrage.x25519.Identity:
    try:
        return pyrage.x25519.Identity.from_str("".join(text.split()).upper())
    except pyrage.IdentityError:
        raise CommandError(
            "This is not the secret half of a key. It begins with AGE-SECRET-KEY-1; check each "
            "letter of what you typed."
        ) from None
