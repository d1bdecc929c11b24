"""Make the sizes and formats of pictures that browsers choose from, where they are missing."""

import sys

from django.core.management.base import BaseCommand
from rich.console import Console
from rich.progress import Progress

from articles.images import shelf
from articles.images.derivatives import make_renditions, without_renditions


class Command(BaseCommand):
    help = (
        "Makes the renditions of every picture that has none, for example after an import, and "
        "puts away files that no picture uses. Running it again changes nothing."
    )

    def handle(self, **options):
        images = list(without_renditions())
        console = Console(file=sys.stderr)
        made, failed = 0, []
        with Progress(console=console, disable=not console.is_terminal, transient=True) as bar:
            outcomes = make_renditions(images)
            for image, is_made in bar.track(outcomes, total=len(images), description="Drawing"):
                made += is_made
                if not is_made:
                    failed.append(image)
        strays = shelf.put_away_strays()
        self.stdout.write(f"Pictures drawn: {made}. Unused files put away: {len(strays)}.")
        for image in failed:
            self.stderr.write(f"{image}: the file {image.file.name} is missing or cannot be read.")
