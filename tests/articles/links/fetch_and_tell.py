"""Run apart from the tests: fetches the given addresses and tells how each was refused.

Prints a line of JSON for each: the refusal's name and sentence, the seconds that it took, and the
most memory that this process has held so far, in megabytes.
"""

import json
import re
import sys
import time
from pathlib import Path

from django.conf import settings

from articles.links.fetch import fetch
from articles.links.policy import FetchPolicy
from articles.links.refusals import FetchRefused


def _tell(url: str, seconds: float) -> dict:
    port = int(url.split("/")[2].rpartition(":")[2])
    policy = FetchPolicy(
        seconds=seconds,
        ports=frozenset({80, 443, port}),
        may_visit=lambda address: address.is_loopback,
    )
    started = time.monotonic()
    try:
        outcome = {"refusal": "", "sentence": fetch(url, policy).body.decode("latin-1")}
    except FetchRefused as refusal:
        outcome = {"refusal": type(refusal).__name__, "sentence": str(refusal)}
    return outcome | {"seconds": time.monotonic() - started, "megabytes": _most_memory()}


def _most_memory() -> float:
    """In megabytes; of this program alone (getrusage also counts what the parent held)."""
    status = Path("/proc/self/status").read_text()
    return int(re.search(r"VmHWM:\s+(\d+)", status)[1]) / 1000


if __name__ == "__main__":
    settings.configure(USE_I18N=False)
    for one in sys.argv[2:]:
        print(json.dumps(_tell(one, float(sys.argv[1]))), flush=True)  # noqa: T201
