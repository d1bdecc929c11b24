"""The first copy of a page: of the very bytes that a draft was filled in from.

The page may be gone before the next request. `archive_links` adds pictures and styles later.
"""

from django.core.exceptions import ValidationError
from django.db import transaction

from articles.fields import WebAddressField
from articles.imports.link_facts import address_of_page
from articles.links import archive
from articles.links.capture import Captured
from articles.links.fetch import check_address
from articles.links.policy import FetchPolicy
from articles.links.refusals import AddressRefused, FetchRefused
from articles.links.warc import copy_of_answer, copy_of_saved
from articles.links.warc_records import SavedPage


def keep_when_stored(captured: Captured, policy: FetchPolicy | None = None) -> None:
    """Keep what was fetched as soon as the draft of it is stored for good, and only then.

    No request is made. If it can't be kept the draft stays as it is, and its link due for a copy.
    """
    if captured.fetched and captured.is_there:
        # A lambda, because Django logs what fails under a name, and a partial has none.
        transaction.on_commit(lambda: _keep_fetched(captured, policy), robust=True)


def keep_handed_in(
    captured: Captured, html: bytes, content_type: str, *, by, policy: FetchPolicy | None = None
) -> None:
    """Keep a page that somebody saved and handed in, as that and nothing else.

    Raises AddressRefused or NotPublic where its address is one that may not be visited, OSError
    where the file can't be stored.
    """
    url = address_of_page(captured)
    _check(url, policy)
    archive.keep_copy((), copy_of_saved(SavedPage(url, html, content_type, by.pk)))


def _keep_fetched(captured: Captured, policy: FetchPolicy | None) -> None:
    """By the address of its link; where that one may not be visited, by the one that was pasted."""
    url = address_of_page(captured)
    try:
        _check(url, policy)
    except FetchRefused:
        url = captured.url
    archive.keep_copy((), copy_of_answer(url, captured.fetched))


def _check(url: str, policy: FetchPolicy | None) -> None:
    """Raises AddressRefused or NotPublic where no link can lead to `url`."""
    try:
        WebAddressField().clean(url, None)
    except ValidationError as error:
        raise AddressRefused from error
    check_address(url, policy)
