"""`manage.py reset_second_factor NAME`: for somebody who has lost everything and has no colleague."""

from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError

from articles.accounts import second_factor


class Command(BaseCommand):
    help = (
        "Signs an account out everywhere and takes its app, passkeys and recovery codes away. "
        "The next sign-in with the password sets up a new second factor."
    )

    def add_arguments(self, parser):
        parser.add_argument("name", help="the user name of the account")

    def handle(self, *, name, **options):
        user = User.objects.filter(username=name).first()
        if user is None:
            raise CommandError(f"There is no account {name}.")
        second_factor.reset(user, by=None)
        self.stdout.write(f"The second factor of {name} was reset.")
