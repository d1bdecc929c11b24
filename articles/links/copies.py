"""The round that makes our own copies of pages."""

import logging
from collections.abc import Iterable
from dataclasses import dataclass

from articles.links import archive
from articles.links.policy import FetchPolicy
from articles.links.refusals import FetchRefused
from articles.links.rounds import Address, Pace, Round, gathered
from articles.links.warc import Copy, Limits, NothingToKeep, make_copy
from articles.models import ExternalLink

logger = logging.getLogger(__name__)

#: A copy takes many requests, so fewer in one round.
PACE = Pace(sites_at_once=4, most=200)


@dataclass(frozen=True)
class Attempt:
    """What came of a try: a copy, or why there is none."""

    url: str
    copy: Copy | None = None
    reason: str = ""


class Copies(Round[Attempt]):
    """Makes a copy of each page that is due, and yields what came of it."""

    def __init__(
        self,
        pace: Pace | None = None,
        policy: FetchPolicy | None = None,
        limits: Limits | None = None,
    ):
        self.policy, self.limits = policy or FetchPolicy(), limits or Limits()
        super().__init__(pace or PACE)

    def due(self) -> Iterable[Address]:
        rows = ExternalLink.objects.due_for_copy().order_by("copy_due_at", "pk")
        wanted = rows.values_list("pk", "url", "article__headline")
        return gathered(wanted[: 2 * self.pace.most], self.pace.most)

    def claim(self, address: Address) -> bool:
        return archive.claim_copy(address.keys)

    def visit(self, address: Address) -> Attempt:
        try:
            copy = make_copy(
                address.url, headline=address.headline, policy=self.policy, limits=self.limits
            )
        except (FetchRefused, NothingToKeep) as refusal:
            return Attempt(address.url, reason=str(refusal))
        except Exception as error:  # a page of others must not stop a round
            logger.exception("no copy could be made of %s", address.url)
            return Attempt(address.url, reason=str(error))
        return Attempt(address.url, copy)

    def keep(self, address: Address, result: Attempt) -> None:
        if result.copy:
            archive.keep_copy(address.keys, result.copy)
        else:
            archive.give_up_for_now(address.keys, address.url)
