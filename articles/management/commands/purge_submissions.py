"""Erase what the public sent and what is kept long enough."""

from django.core.management.base import BaseCommand
from rich.console import Console
from rich.progress import Progress

from articles.submissions import retention


class Command(BaseCommand):
    help = (
        "Erases declined testimonies after 14 days, unread ones after 90, accepted ones at their "
        "review date, press tips 30 days after the decision. For a daily timer; it may run twice "
        "at once. Prints what is erased within the next 14 days if nobody does anything."
    )

    def handle(self, **options):
        console = Console(stderr=True)
        with Progress(console=console, disable=not console.is_terminal, transient=True) as bar:
            task = bar.add_task("Erasing", total=None)
            done = retention.purge(lambda _what: bar.advance(task))
        for what, count in done.items():
            self.stdout.write(f"{what}: {count}")
        for reason, count in retention.warnings().items():
            self.stdout.write(self.style.WARNING(f"{reason}: {count}"))
