"""Tell the moderators by e-mail that something waits."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from articles.submissions import notices


class Command(BaseCommand):
    help = (
        "Writes to each moderator for whom something waits: a case, an answer, a press tip, an "
        "approval, something overdue or soon erased. The mail never says what. For a daily timer; "
        "nobody is written to twice a day, and it may run twice at once."
    )

    def handle(self, **options):
        if not settings.SENDS_MAIL:
            self.stderr.write("Nobody was written to: EMAIL_URL is not set.")
            return
        done = notices.send()
        self.stdout.write(f"notices sent: {done.sent}")
        if done.errors:
            kinds = ", ".join(sorted(set(done.errors)))
            raise CommandError(
                f"{len(done.errors)} could not be sent ({kinds}). Look at EMAIL_URL, EMAIL_FROM and "
                "the moderators' addresses, and run it again: who was written to is left out."
            )
