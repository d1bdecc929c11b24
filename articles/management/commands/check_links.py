"""Visits the links whose turn it is, and keeps what was found."""

from collections import Counter
from dataclasses import replace

from django.core.management.base import BaseCommand

from articles.links.rounds import Pace
from articles.links.visits import Visits
from articles.management.arguments import positive
from articles.management.rounds import with_progress
from articles.models import ExternalLink


class Command(BaseCommand):
    help = (
        "Visits every link whose turn it is: several sites at once, each site one request at a "
        "time with a pause. Each result is stored at once, so it can be stopped and run again at "
        "any time, also twice at once. Meant for a timer, once an hour."
    )

    def add_arguments(self, parser):
        usual = Pace()
        parser.add_argument(
            "--most", type=positive, default=usual.most, help="addresses at most (%(default)s)"
        )
        parser.add_argument(
            "--minutes",
            type=positive,
            default=round(usual.seconds / 60),
            help="begin no visit after so many minutes (%(default)s)",
        )

    def handle(self, *, most: int, minutes: int, **options):
        visits = Visits(replace(Pace(), most=most, seconds=minutes * 60))
        results = with_progress(visits, total=visits.size, description="Visiting links")
        found = Counter(probe.finding for probe in results)
        self.stdout.write(f"Visited {found.total()} of {visits.size} addresses that were due.")
        for finding, number in found.most_common():
            self.stdout.write(f"  {number:>5}  {finding.label}")
        waiting = ExternalLink.objects.needing_a_hand().count()
        self.stdout.write(f"Links that need a hand: {waiting}.")
