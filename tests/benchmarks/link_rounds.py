"""Visits many links on a loopback server that answers in twelve ways, with a kill in the middle.

    python -m tests.benchmarks.link_rounds 2000

Prints what was found wrongly (nothing, it is hoped), what the kill cost, the time and the memory.
"""

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter

from tests.articles.links.answers import SETTLED, TWELVE, AnsweringSite

SECONDS = 3.0  # after which an answer is too slow
STEPS = "tests.articles.links.many_links"


def main(number: int) -> None:
    with tempfile.TemporaryDirectory() as folder, AnsweringSite(seconds=SECONDS) as site:
        environment = os.environ | {"DATABASE_URL": f"sqlite:///{folder}/links.sqlite3"}

        def run(*words) -> str:
            command = [sys.executable, *map(str, words)]
            done = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE)
            return done.stdout.decode()

        run("manage.py", "migrate", "--verbosity", "0")
        run("-m", STEPS, "fill", site.port, number)
        start = time.monotonic()
        told, lost = _kill_in_the_middle(site, number, environment, run)
        run("-m", STEPS, "expire")
        run("-m", STEPS, "visit", site.port, SECONDS)
        took = time.monotonic() - start
        links = json.loads(run("-m", STEPS, "tell"))
        wrong = [link for link in links if link["finding"] != TWELVE[_kind(link)]]
        say(f"First round: {number} links in {took:.0f} s, {len(wrong)} found wrongly.")
        say(f"Killed after {told} results: {lost} visits under way had to be made again.")
        for _again in range(2):
            run("-m", STEPS, "pass", 2)
            run("-m", STEPS, "visit", site.port, SECONDS)
        stood = Counter(
            (_kind(link), link["health"]) for link in json.loads(run("-m", STEPS, "tell"))
        )
        missed = {case: n for case, n in stood.items() if SETTLED[case[0]] != case[1]}
        say(f"After three visits over four days: {missed or 'all stand as intended'}.")
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        say(f"Peak memory of a round: {peak:.0f} MB.")


def _kill_in_the_middle(site, number: int, environment: dict, run) -> tuple[int, int]:
    """Results stored by a round that is killed at half-time, and visits begun but not stored."""
    command = [sys.executable, "-m", STEPS, "visit", str(site.port), str(SECONDS)]
    round_ = subprocess.Popen(command, env=environment)
    while len(site.asked) < number // 2 and round_.poll() is None:
        time.sleep(0.05)
    round_.kill()
    round_.wait()
    links = json.loads(run("-m", STEPS, "tell"))
    begun = {f"http://{host}:{site.port}{path}" for host, path in site.asked}
    stored = {link["url"] for link in links if link["was_visited"]}
    return len(stored), len({link["url"] for link in links} & begun - stored)


def say(line: str) -> None:
    sys.stdout.write(line + "\n")


def _kind(link: dict) -> str:
    return link["url"].split("/")[3]


if __name__ == "__main__":
    main(int(sys.argv[1]))
