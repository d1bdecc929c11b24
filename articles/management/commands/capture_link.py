"""Prints what can be known about the article at a web address."""

import json
import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from articles.links.capture import Captured, capture


class Command(BaseCommand):
    help = (
        "Fetches a page and prints what it tells about its article: outlet, headline, date and "
        "more. With --html it reads a saved page and makes no request."
    )

    def add_arguments(self, parser):
        parser.add_argument("url", help="the address of the article")
        parser.add_argument("--html", metavar="FILE", help="a saved page; - reads standard input")
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *, url, html, json: bool, **options):
        captured = capture(url, _saved_page(html))
        self.stdout.write(_as_json(captured) if json else _as_lines(captured))


def _saved_page(name: str | None) -> bytes | None:
    if name is None:
        return None
    if name == "-":
        return sys.stdin.buffer.read()
    try:
        return Path(name).read_bytes()
    except OSError as error:
        raise CommandError(f"{name} can't be read: {error.strerror}. Check the path.") from error


def _as_json(captured: Captured) -> str:
    return json.dumps(captured.as_json(), ensure_ascii=False, indent=2)


def _as_lines(captured: Captured) -> str:
    rows = captured.as_json().items()
    return "\n".join(f"{name}: {value or '-'}" for name, value in rows if name != "text_excerpt")
