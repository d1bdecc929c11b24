"""Measures how long pages take, and a save, as a site grows. Prints ratios; asserts nothing.

    python tests/benchmarks/measure_pages.py 'sqlite:////tmp/measured-{}.sqlite3'
    python tests/benchmarks/measure_pages.py 'postgres://postgres@127.0.0.1:5432/measured_{}'

{} stands for the number of articles: 1000, 10000 and 100000, or those that follow the address.
Databases of PostgreSQL have to be there; what is empty is filled with make_coverage, which takes
a while. Each page is asked for in turn with a view that does nothing, in the same process and with
the same middleware, and the fastest of ROUNDS counts, so that other work on the machine tells little.
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SIZES = ("1000", "10000", "100000")
ROUNDS = 20
BARE = "a view that does nothing"

# Each lists as many items at every size, but for the topic of few, which has eleven of 1,000, and
# the outlet of few, which has eight. Some searches find a hundred of 1,000 and MOST of more.
PAGES = {
    "coverage": "/en/coverage/",
    "coverage, deep": "/en/coverage/?before=2005-01-01.1",
    "year": "/en/coverage/2015/",
    "topic of many": "/en/topics/measured-topic-1/",
    "topic of few": "/en/topics/measured-topic-30/",
    "outlet of many": "/en/outlets/measured-outlet-1/",
    "outlet of few": "/en/outlets/measured-outlet-10/",
    "feed": "/en/coverage/feed/",
    "feed of a topic": "/en/topics/measured-topic-1/feed/",
    "feed of an outlet": "/en/outlets/measured-outlet-1/feed/",
    "JSON, coverage": "/api/v1/articles/",
    "JSON, a topic's": "/api/v1/articles/?topic=measured-topic-1",
    "JSON, with words": "/api/v1/articles/?q=border",
    "search, common word": "/en/search/?q=border",
    "search, rare word": "/en/search/?q=500",
    "search, three words": "/en/search/?q=border+winter+prison",
    "search, phrase": "/en/search/?q=%22border+winter%22",
    "search, part of a Korean word": "/ko/search/?q=북송",
    "search, an outlet's name": "/en/search/?q=measured+outlet+7",
    "search, two filters": "/en/search/?q=border&topic=measured-topic-2&language=en",
    "search, nothing found": "/en/search/?q=border+elsewhere",
    "search, by date": "/en/search/?q=border&sort=date&page=9",
    "search, misspelt": "/en/search/?q=bordre",
}


def main(address: str, sizes: tuple[str, ...]) -> None:
    sites = [Site(address.replace("{}", size)) for size in sizes]
    names = sites[0].names
    # Each task at each size one after the other, so that other work on the machine slows all.
    for _round in range(ROUNDS):
        for name in names:
            for site in sites:
                site.time(name)
    say(names, sizes, [site.best for site in sites])
    for site in sites:
        site.close()


def say(names: list[str], sizes: tuple[str, ...], best: list[dict[str, float]]) -> None:
    heads = [f"{int(size):,}" for size in sizes]
    lines = [f"{'milliseconds (× a view that does nothing)':44}{line_of(heads)}  growth"]
    for name in names:
        cells = [f"{times[name]:.1f} ({times[name] / times[BARE]:.0f}×)" for times in best]
        growth = best[-1][name] / best[0][name]
        lines.append(f"{name:44}{line_of(cells)} {growth:6.2f}×")
    sys.stdout.write("\n".join(lines) + "\n")


def line_of(cells: list[str]) -> str:
    return "".join(f"{cell:>16}" for cell in cells)


class Site:
    """A process with a site of one size, which does a task when it is asked to."""

    def __init__(self, database: str):
        environment = os.environ | {"DATABASE_URL": database, "PYTHONPATH": str(ROOT)}
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
        command = [sys.executable, __file__, "--one"]
        self._process = subprocess.Popen(command, env=environment, **pipes)
        self.names = json.loads(self._process.stdout.readline())
        self.best: dict[str, float] = {}

    def time(self, name: str) -> None:
        self._process.stdin.write(f"{name}\n")
        self._process.stdin.flush()
        taken = float(self._process.stdout.readline())
        self.best[name] = min(taken, self.best.get(name, taken))

    def close(self) -> None:
        self._process.stdin.close()
        self._process.wait()


def answer() -> None:
    """Do what is asked for on the standard input, and say how many milliseconds each took."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nkdbcms.settings")
    import django

    django.setup()
    fill()
    tasks = dict(tasks_to_time())
    tell(json.dumps(list(tasks)))
    for line in sys.stdin:
        start = time.perf_counter()
        tasks[line.strip()]()
        tell(f"{(time.perf_counter() - start) * 1000}")


def tell(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def fill() -> None:
    """Bring the database up to date, and put made-up coverage into an empty one."""
    from django.core.management import call_command

    from articles.imports.json_lines import import_records
    from articles.models import Article
    from tests.benchmarks.make_coverage import records

    call_command("migrate", verbosity=0)
    if not Article.objects.exists():
        name = os.environ["DATABASE_URL"]
        number = next(int(size) for size in sorted(SIZES, key=len, reverse=True) if size in name)
        import_records(records(number))


def tasks_to_time() -> Iterator[tuple[str, Callable[[], object]]]:
    from django.conf import settings
    from django.test import Client

    from articles.models import Article

    settings.ROOT_URLCONF = "tests.benchmarks.bare_urls"
    client = Client(headers={"host": "localhost"})
    latest = Article.objects.visible().in_language("en").newest_first().first()
    pages = {BARE: "/bare"} | PAGES | {"article": latest.get_absolute_url()}
    for name, path in pages.items():
        assert client.get(path).status_code == 200, path
        yield name, lambda path=path: client.get(path)
    yield "save an article", lambda: save(latest)


def save(article) -> None:
    """Save a changed text, and one topic more or less."""
    from articles.models import Topic

    article.body = f"<p>{time.time_ns()} border winter family {'station ' * 200}</p>"
    article.save()
    article.topics.set(Topic.objects.order_by("pk")[: 1 + time.time_ns() // 1000 % 2])


if __name__ == "__main__":
    if sys.argv[1:] == ["--one"]:
        answer()
    else:
        main(sys.argv[1], tuple(sys.argv[2:]) or SIZES)
