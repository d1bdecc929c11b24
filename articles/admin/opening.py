"""Which sealed cases somebody has opened in this session, and the guard of what is in them."""

import time
from functools import wraps

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from articles.accounts import sessions
from articles.admin.confirming import ask_again
from articles.choices import AuditReason
from articles.models import Submission
from articles.submissions import moderation

#: The name in the session: by the id of a case the second of its opening, and why.
OPENED = "opened"
SECONDS = int(sessions.CONFIRMED.total_seconds())


def note_opened(request: HttpRequest, case: Submission, reason: AuditReason) -> None:
    """Remember in the session that somebody has opened a case just now."""
    opened = {key: value for key, value in _opened(request).items() if _is_recent(value)}
    request.session[OPENED] = opened | {case.id.hex: [_now(), str(reason)]}


def is_open(request: HttpRequest, case: Submission) -> bool:
    """Whether somebody opened the case in this session, in the last quarter of an hour.

    With the key it ends at once.
    """
    is_recent = _is_recent(_opened(request).get(case.id.hex))
    return is_recent and moderation.opens_for(case, request.user)


def was_opened(request: HttpRequest, case: Submission) -> bool:
    """Whether somebody opened the case in this session, be it too long ago.

    Those of too long ago are forgotten when another one is opened.
    """
    return case.id.hex in _opened(request) and moderation.opens_for(case, request.user)


def opened_case(view):
    """Guard a view of a SubmissionAdmin on what is sealed in a case, or made of it.

    The view is a method that is called with (request, case) and more; its address names the case
    as `object_id`. Asked for are the permission, a recent second factor and that the case was
    opened in this session. Somebody who opened it too long ago is led to the page of the case; a
    script gets a 403 with a sentence.
    """

    @wraps(view)
    def guarded(model_admin, request, object_id, *args, **kwargs):
        case = model_admin.case_of(request, object_id)
        if is_open(request, case) and sessions.is_recently_confirmed(request):
            return view(model_admin, request, case, *args, **kwargs)
        if is_of_a_script(request):
            return refuse_script(_("Open the case again: a quarter of an hour has passed."))
        if not sessions.is_recently_confirmed(request) and request.method in {"GET", "HEAD"}:
            return ask_again(request)
        return HttpResponseRedirect(reverse("admin:articles_submission_change", args=[case.pk]))

    return guarded


def is_of_a_script(request: HttpRequest) -> bool:
    """Whether a script fetches this and nobody waits for a page. Old browsers do not tell.

    A script that puts pages in place of one another asks for HTML, as a browser does.
    """
    if request.headers.get("Accept", "").startswith("text/html"):
        return False
    mode = request.headers.get("Sec-Fetch-Mode", "navigate")
    return mode != "navigate" or "X-Requested-With" in request.headers


def refuse_script(sentence: str) -> HttpResponse:
    return HttpResponse(sentence, status=403, content_type="text/plain; charset=utf-8")


def _opened(request: HttpRequest) -> dict[str, list]:
    return request.session.get(OPENED, {})


def _is_recent(value: list | None) -> bool:
    return value is not None and 0 <= _now() - value[0] < SECONDS


def _now() -> int:
    return int(time.time())
