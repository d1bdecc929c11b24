"""The round that looks whether the pages are still there."""

import datetime as dt
from collections.abc import Iterable, Iterator

from articles.choices import Finding
from articles.links import health
from articles.links.policy import FetchPolicy
from articles.links.probe import VISITING, Probe, probe
from articles.links.rounds import Address, Pace, Round, Site, gathered
from articles.models import ExternalLink

_NO_ANSWER = frozenset(
    {Finding.NO_NAME, Finding.UNREACHABLE, Finding.SLOW, Finding.ERROR, Finding.NOT_SECURE}
)
_A_DAY = dt.timedelta(days=1)


class Visits(Round[Probe]):
    """Visits the links that are due, and yields what each visit found."""

    def __init__(self, pace: Pace | None = None, policy: FetchPolicy = VISITING):
        self.policy = policy
        super().__init__(pace or Pace())

    def due(self) -> Iterable[Address]:
        rows = ExternalLink.objects.due_for_visit()
        wanted = rows.values_list("pk", "url", "article__headline")
        return gathered(wanted[: 2 * self.pace.most], self.pace.most)

    def claim(self, address: Address) -> bool:
        return health.claim(address.keys)

    def visit(self, address: Address) -> Probe:
        return probe(address.url, headline=address.headline, policy=self.policy)

    def keep(self, address: Address, result: Probe) -> None:
        health.record(address.keys, result)

    def go_on(self, site: Site, result: Probe) -> Iterator[Probe]:
        site.unanswered = site.unanswered + 1 if result.finding in _NO_ANSWER else 0
        if result.wait:
            self._leave(site, result.wait)
        elif site.unanswered >= self.pace.patience:
            if result.finding is Finding.NO_NAME:  # true of all its pages, so nobody need ask
                yield from self._say_of_all(site, result.finding)
            self._leave(site, _A_DAY)

    def _say_of_all(self, site: Site, finding: Finding) -> Iterator[Probe]:
        while site.waiting:
            address = site.waiting.popleft()
            known = Probe(address.url, finding)
            self.keep(address, known)
            yield known

    def _leave(self, site: Site, how_long: dt.timedelta) -> None:
        health.postpone(site.keys, how_long)
        site.waiting.clear()
