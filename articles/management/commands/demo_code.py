"""`manage.py demo_code editor`: what the authenticator app of a demonstration account would show."""

import time

from django.conf import settings
from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError
from django_otp.oath import TOTP

from articles.accounts import second_factor


class Command(BaseCommand):
    help = (
        "Prints the code that the second step of signing in to the demonstration asks for. It "
        "works for a minute and once. In production there is an app for it, and no such command."
    )

    def add_arguments(self, parser):
        parser.add_argument("name", help="editor, moderator or administrator")

    def handle(self, *, name, **options):
        if not settings.IS_LOCAL:
            raise CommandError("This is a production site: codes come from an authenticator app.")
        user = User.objects.filter(username=name).first()
        app = user and second_factor.app_of(user)
        if app is None:
            raise CommandError(f"There is no account {name} with an app. Run: manage.py demo")
        self.stdout.write(_next_code(app))
        self.stdout.write(f"For an authenticator app of your own: {second_factor.key_of(app)}")


def _next_code(app) -> str:
    """A code that is accepted now. Each works once, so that the third in a minute has to wait."""
    totp = TOTP(app.bin_key)
    totp.time = time.time()
    ahead = max(0, app.last_t + 1 - totp.t())
    while ahead > app.tolerance:
        time.sleep(1)
        totp.time = time.time()
        ahead = max(0, app.last_t + 1 - totp.t())
    totp.time += ahead * app.step
    return f"{totp.token():06}"
