"""Load the demonstration content."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from articles.demo.loader import Clash, load_demo
from articles.images.derivatives import make_renditions, without_renditions

PLURALS = {"person": "people", "testimony": "testimonies", "sitepage": "pages about ourselves"}


class Command(BaseCommand):
    help = (
        "Loads the demonstration content: topics, outlets, people, pictures, testimonies and "
        "articles in both languages. Running it again changes nothing."
    )

    requires_migrations_checks = True

    def handle(self, **options):
        if not settings.IS_LOCAL:
            raise CommandError(
                "The demonstration content is for this machine only, and SECRET_KEY says that "
                "this is a production site. Readers would take it for real."
            )
        try:
            report = load_demo()
        except Clash as clash:
            raise CommandError(
                "Nothing was loaded, because the site has something that is in the way of the "
                f"demonstration content. {clash} Change it, or load the content into a new site."
            ) from clash
        if not report.made:
            self.stdout.write("The demonstration content was there already; nothing was changed.")
            return
        list(make_renditions(without_renditions()))
        made = ", ".join(_counted(kind, number) for kind, number in report.made.items())
        self.stdout.write(f"Loaded the demonstration content: {made}.")


def _counted(kind: str, number: int) -> str:
    return f"{number} {kind if number == 1 else PLURALS.get(kind, f'{kind}s')}"
