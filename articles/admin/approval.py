"""Approving a redaction: what a second moderator looks at before a case is accepted."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from articles.admin.base import SEEN, seen_version
from articles.admin.opening import opened_case
from articles.choices import Purpose, SubmissionState
from articles.forms.redaction import SendBackForm
from articles.models import Submission
from articles.publishing import EditConflict
from articles.submissions import checklist, redaction
from articles.submissions.refusals import Refused


class Approval:
    """A part of SubmissionAdmin. Its view is guarded by `opening.opened_case`."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.approve_view)
        return [
            path("<uuid:object_id>/approve/", view, name="articles_submission_approve"),
            *super().get_urls(),
        ]

    @method_decorator(require_http_methods(["GET", "HEAD", "POST"]))
    @opened_case
    def approve_view(self, request, case):
        """The checklist. POST approves the draft or sends it back."""
        if case.state != SubmissionState.AWAITING_APPROVAL or case.draft is None:
            return self.not_now(request, case)
        if "_send_back" in request.POST:
            return self._send_back(request, case)
        if request.method == "POST":
            return self._approve(request, case)
        return self._render_checklist(request, case)

    def _approve(self, request, case: Submission):
        ticked = frozenset(request.POST.getlist("looked_at"))
        try:
            redaction.approve(case, by=request.user, seen=seen_version(request), looked_at=ticked)
        except EditConflict:
            sentence = _("The draft has changed since you opened this page. Look at it anew.")
            messages.error(request, sentence)
            return HttpResponseRedirect(self.page_of(case, "approve"))
        except redaction.NotLookedAt as missing:
            messages.error(request, str(missing))
            return self._render_checklist(request, case, ticked=ticked)
        except Refused as refused:
            return self.refused(request, case, refused)
        messages.success(
            request, _("The case is accepted. The draft is with the editors, under “In review”.")
        )
        return HttpResponseRedirect(self.page_of(case))

    def _send_back(self, request, case: Submission):
        form = SendBackForm(request.POST)
        if not form.is_valid():
            return self._render_checklist(request, case, send_back_form=form)
        try:
            redaction.send_back(case, by=request.user, reason=form.cleaned_data["reason"])
        except Refused as refused:
            return self.refused(request, case, refused)
        messages.success(request, _("The draft is being redacted again."))
        return HttpResponseRedirect(self.page_of(case))

    def _render_checklist(self, request, case: Submission, **context):
        context = self.case_context(request, case) | {
            "title": _("Approve case %s") % case.short_id,
            "draft": case.draft,
            "groups": checklist.by_kind(checklist.points(case.draft)),
            "fixed_points": checklist.FixedPoint,
            "ticked": frozenset(),
            "is_own": case.redactors.filter(pk=request.user.pk).exists(),
            "own_sentence": redaction.OwnRedaction.SENTENCE,
            "consents": case.consents.in_force(),
            "may_be_published": case.allows(Purpose.PUBLICATION),
            "send_back_form": SendBackForm(),
            "draft_seen_name": SEEN,
            "draft_seen": case.draft.version,
        } | context  # fmt: skip
        return TemplateResponse(request, "admin/articles/case_approve.html", context)
