"""`manage.py demo`: from an empty folder to a site that one can look at."""

import secrets
import socket
from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth.models import Group, User
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from articles.accounts import second_factor
from articles.demo.keys import PASSPHRASE, give_keys

ACCOUNTS = {
    "editor": "Editors",
    "moderator": "Moderators",
    "moderator2": "Moderators",
    "administrator": "Administrators",
}
FIRST_PORT = 8000


class Command(BaseCommand):
    help = (
        "Prepares the database, loads the demonstration content, makes one staff account for each "
        "role and serves the site on this machine. Running it again changes nothing."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--port", type=int, help="the port to serve on (default: the first free one from 8000)"
        )
        parser.add_argument(
            "--no-serve", action="store_true", help="prepare everything, but serve nothing"
        )

    def handle(self, *, port, no_serve, **options):
        if not settings.IS_LOCAL:
            raise CommandError(
                "The demonstration is for this machine only, and SECRET_KEY says that this is a "
                "production site. Unset SECRET_KEY to try the demonstration."
            )
        call_command("migrate", verbosity=0, interactive=False)
        call_command("load_demo", stdout=self.stdout)
        self._print_accounts(make_accounts())
        self._print_keys(give_keys(("moderator", "moderator2")))
        if not no_serve:
            self._serve(port or first_free_port())

    def _print_accounts(self, accounts: dict[str, "Entry | None"]) -> None:
        self.stdout.write("\nStaff accounts: name, password, and a code for the first sign-in:")
        for name, entry in accounts.items():
            kept = "(password as printed at the first start)"
            told = f"{entry.password}  {entry.code}" if entry else kept
            self.stdout.write(f"  {name:<14} {told}")
        if None in accounts.values():
            self.stdout.write("  A new password: .venv/bin/python manage.py changepassword NAME")
        self.stdout.write("  A code later:   .venv/bin/python manage.py demo_code NAME")

    def _print_keys(self, recovery: str | None) -> None:
        self.stdout.write("\nKeys for sealed testimonies, for this demonstration only:")
        self.stdout.write(f"  passphrase of both moderators: {PASSPHRASE}")
        kept = "(as printed at the first start)"
        self.stdout.write(f"  recovery key: {recovery or kept}")

    def _serve(self, port: int) -> None:
        usual, address = (f"http://localhost:{number}" for number in (FIRST_PORT, port))
        if usual == settings.SITE_URL:
            # Short addresses, feeds and passkeys name the site, so they need the port as well.
            settings.SITE_URL = address
        self.stdout.write(
            f"\nOpen {address}/ for the site and {address}/admin/ for the staff. "
            "Stop with Ctrl+C.\n"
        )
        self.stdout.flush()
        call_command("runserver", f"127.0.0.1:{port}", use_reloader=False, verbosity=0)


@dataclass(frozen=True)
class Entry:
    """What one needs to sign in: a password, and a recovery code that works once."""

    password: str
    code: str


@transaction.atomic
def make_accounts() -> dict[str, Entry | None]:
    """One account for each role by its name, with an app set up; None where it was there before."""
    return {name: _make_account(name, role) for name, role in ACCOUNTS.items()}


def _make_account(name: str, role: str) -> Entry | None:
    user, is_new = User.objects.get_or_create(username=name, defaults={"is_staff": True})
    if not is_new:
        return None
    password = secrets.token_urlsafe(12)
    user.set_password(password)
    user.save()
    user.groups.add(Group.objects.get(name=role))
    second_factor.provide_app(user)
    return Entry(password, second_factor.make_codes(user)[0])


def first_free_port() -> int:
    """The first port from 8000 on at which nothing listens on this machine."""
    for port in range(FIRST_PORT, FIRST_PORT + 100):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise CommandError("No port from 8000 to 8099 is free. Name one: manage.py demo --port 9000")
