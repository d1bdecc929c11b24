"""Sealing cases again, in the browser of a moderator who can open them or has the recovery key.

The page lists the cases. For each the script begins, which is noted in the audit trail, fetches
every part, sends it back sealed to everybody who has a key now, and ends. What it gets at the
beginning permits the rest, so that large files are not cut off when the quarter of an hour ends.
"""

import json

from django.core import signing
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, JsonResponse
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from articles.admin.confirming import recently_confirmed
from articles.models import Submission
from articles.submissions import parts, sealing, sealing_again
from articles.submissions.refusals import Refused

#: Seconds in which the parts of one case have to be through.
PERMITTED = 2 * 60 * 60
_signer = signing.TimestampSigner(salt="articles.sealing_again")


class SealingAgain:
    """A part of ModeratorKeyAdmin."""

    def sealing_urls(self, name: str) -> list:
        view, case = self.admin_site.admin_view, "seal-again/<uuid:case_id>"
        return [
            path("seal-again/", view(self.seal_again_view), name=f"{name}_seal_again"),
            path(f"{case}/begin/", view(self.begin_view), name=f"{name}_seal_begin"),
            path(f"{case}/finish/", view(self.finish_view), name=f"{name}_seal_finish"),
            path(f"{case}/part/<slug:part>/", view(self.part_view), name=f"{name}_seal_part"),
        ]

    @method_decorator(require_safe)
    @method_decorator(recently_confirmed)
    def seal_again_view(self, request):
        """The cases that are not sealed to just the keys that are in use."""
        self.check_may_have_one(request)
        try:
            to, closed = sealing.audience(), ""
        except sealing.Closed as reason:
            to, closed = None, str(reason)
        own = request.user.moderator_keys.unretired().first()
        cases = sealing_again.waiting(to).prefetch_related("keys") if to else []
        context = {
            "title": _("Seal cases again"),
            "closed": closed,
            "own": own,
            "to": to,
            "cases": [(case, own in case.keys.all(), _addresses(case)) for case in cases],
        }
        return self.render(request, "seal_again", context)

    @method_decorator(require_POST)
    @method_decorator(recently_confirmed)
    def begin_view(self, request, case_id):
        """What has to be sealed to whom. With a permit it is a look only, else it is noted."""
        case = self._case(request, case_id)
        try:
            if not _is_permitted(request, case):
                sealing_again.begin(case, by=request.user)
            to = sealing.audience()
            is_waiting = sealing_again.is_waiting(case, to)
        except (Refused, sealing.Closed) as refused:
            return _refusal(refused, 409)
        found = parts.of(case) if is_waiting else []
        return JsonResponse(
            {
                "parts": [{"name": part.name, "tag": part.tag} for part in found],
                "recipients": to.recipients,
                "mark": to.mark,
                "permit": _signer.sign_object(_permit(request, case)),
            }
        )

    @method_decorator(require_http_methods(["GET", "POST"]))
    def part_view(self, request, case_id, part):
        """The ciphertext of a part with its tag, or new ciphertext in its place."""
        case = self._permitted_case(request, case_id)
        if request.method == "POST":
            return self._swap(request, case, part)
        try:
            found = parts.find(case, part)
            response = FileResponse(found.open(), content_type="application/octet-stream")
        except (parts.NoSuchPart, FileNotFoundError):
            raise Http404 from None
        response["X-Tag"] = found.tag
        return response

    def _swap(self, request, case: Submission, part: str) -> JsonResponse:
        tag, mark = (request.headers.get(name, "") for name in ("X-Tag", "X-Mark"))
        try:
            return JsonResponse({"tag": sealing_again.swap(case, part, tag, request, mark)})
        except sealing_again.DoesNotReplace as refused:
            return _refusal(refused, 400)
        except (Refused, sealing.Closed) as refused:
            return _refusal(refused, 409)

    @method_decorator(require_POST)
    def finish_view(self, request, case_id):
        """All parts are sealed again: the keys in use are those that open the case."""
        case = self._permitted_case(request, case_id)
        try:
            tags = json.loads(request.body)
        except (ValueError, RecursionError):
            tags = None
        try:
            sealing_again.finish(case, tags, request.headers.get("X-Mark", ""), by=request.user)
        except (Refused, sealing.Closed) as refused:
            return _refusal(refused, 409)
        return JsonResponse({})

    def _case(self, request, case_id) -> Submission:
        self.check_may_have_one(request)
        case = Submission.objects.needed().filter(pk=case_id).first()
        if case is None:
            raise Http404
        return case

    def _permitted_case(self, request, case_id) -> Submission:
        case = self._case(request, case_id)
        if not _is_permitted(request, case):
            raise PermissionDenied
        return case


def _permit(request: HttpRequest, case: Submission) -> dict:
    return {"case": case.pk.hex, "user": request.user.pk}


def _is_permitted(request: HttpRequest, case: Submission) -> bool:
    """Whether somebody has begun with this case not too long ago."""
    try:
        permit = _signer.unsign_object(request.headers.get("X-Permit", ""), max_age=PERMITTED)
    except signing.BadSignature:
        return False
    return permit == _permit(request, case)


def _addresses(case: Submission) -> dict[str, str]:
    names = ("begin", "finish")
    found = {
        name: reverse(f"admin:articles_moderatorkey_seal_{name}", args=[case.pk]) for name in names
    }
    return found | {"part": found["begin"].removesuffix("begin/") + "part/"}


def _refusal(refused: Exception, status: int) -> JsonResponse:
    return JsonResponse({"why": str(refused)}, status=status)
