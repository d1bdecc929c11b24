"""Mend the search index."""

import sys

from django.core.management.base import BaseCommand
from rich.console import Console
from rich.progress import Progress

from articles.models import Article, Testimony
from articles.search.upkeep import rebuild


class Command(BaseCommand):
    help = (
        "Looks at every article and testimony, mends its search entry where it is missing or not "
        "as it should be, and makes the database's index anew. Saving keeps the index by itself: "
        "this is for repair, after the text analysis has changed, or after rows were changed by "
        "other programs. Running it again changes nothing."
    )

    def handle(self, **options):
        total = Article.objects.count() + Testimony.objects.count()
        terminal = Console(file=sys.stderr)
        with Progress(console=terminal, disable=not terminal.is_terminal, transient=True) as bar:
            task = bar.add_task("Looking at items", total=total)
            mended = rebuild(lambda number: bar.advance(task, number))
        self.stdout.write(f"Search entries looked at: {total}; mended: {mended}.")
