"""Keeps our own copies of the pages that links lead to, and looks for public ones."""

from collections import Counter
from dataclasses import replace

from django.conf import settings
from django.core.management.base import BaseCommand

from articles.links import archive
from articles.links.copies import PACE, Copies
from articles.links.policy import FetchPolicy
from articles.links.public_archives import ARCHIVES
from articles.management.arguments import positive
from articles.management.rounds import with_progress


class Command(BaseCommand):
    help = (
        "Keeps a copy (WARC) of each page that was linked or published since, in the private "
        "store. Where ARCHIVES names public archives, asks them for copies of pages that public "
        "items link to. Each result is stored at once, so it can be stopped and run again at any "
        "time, also twice at once. Meant for a timer, once an hour."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--most", type=positive, default=PACE.most, help="pages at most (%(default)s)"
        )
        parser.add_argument(
            "--minutes",
            type=positive,
            default=round(PACE.seconds / 60),
            help="begin no page after so many minutes (%(default)s)",
        )

    def handle(self, *, most: int, minutes: int, **options):
        pace = replace(PACE, most=most, seconds=minutes * 60)
        self._keep_copies(Copies(pace))
        archives = [ARCHIVES[name] for name in settings.ARCHIVES]
        if archives:
            self._ask(archives, most)

    def _keep_copies(self, copies: Copies) -> None:
        attempts = with_progress(copies, total=copies.size, description="Keeping copies")
        reasons = Counter(attempt.reason for attempt in attempts)
        self.stdout.write(f"Kept copies of {reasons.pop('', 0)} of {copies.size} pages.")
        for reason, number in reasons.most_common():
            self.stdout.write(f"  {number:>5}  {reason}")

    def _ask(self, archives: list, most: int) -> None:
        links = list(archive.without_public_copy()[:most])
        asked = with_progress(links, total=len(links), description="Asking archives")
        found = [archive.ask_archives(link, archives, FetchPolicy()) for link in asked]
        number = sum(copy is not None for copy in found)
        self.stdout.write(f"Public archives have copies of {number} of {len(links)} pages.")
