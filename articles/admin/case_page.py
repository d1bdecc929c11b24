"""The page of a case: what is known of it, and what can be done with it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles.accounts import sessions
from articles.admin import opening
from articles.admin.case_conflict import SEEN, Seen
from articles.admin.case_facts import facts_of
from articles.admin.confirming import recently_confirmed
from articles.forms.case import OpeningForm
from articles.models import Submission
from articles.submissions import moderation
from articles.submissions.refusals import Refused


class CasePage:
    """A part of SubmissionAdmin: the addresses of a case, and who may open them."""

    def get_urls(self):
        view, name = self.admin_site.admin_view, "articles_submission"
        return [
            path("", view(self.changelist_view), name=f"{name}_changelist"),
            path("<uuid:object_id>/", view(self.case_view), name=f"{name}_change"),
            path("<uuid:object_id>/open/", view(self.open_view), name=f"{name}_open"),
        ]

    def case_of(self, request, object_id) -> Submission:
        """The case that an address names, for somebody who may work on cases."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        case = Submission.objects.filter(pk=object_id).select_related("assigned_to").first()
        if case is None:
            raise Http404
        return case

    @method_decorator(require_safe)
    def case_view(self, request, object_id):
        """The page. What is sealed stands there once the case is opened."""
        return self.render_case(request, self.case_of(request, object_id))

    def is_open(self, request, case: Submission) -> bool:
        """Whether the sealed parts may be shown: opened in this session in the last quarter of an
        hour, with a recent second factor."""
        return sessions.is_recently_confirmed(request) and opening.is_open(request, case)

    @method_decorator(recently_confirmed)
    def open_view(self, request, object_id):
        """Open a case for a quarter of an hour, for the reason that was chosen."""
        case = self.case_of(request, object_id)
        if request.method != "POST":  # somebody loads the address of a page that came back
            return HttpResponseRedirect(self.page_of(case))
        form = OpeningForm(request.POST)
        if not form.is_valid():
            return self.render_case(request, case, opening_form=form)
        try:
            moderation.open_case(case, by=request.user, reason=form.cleaned_data["reason"])
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            opening.note_opened(request, case, form.cleaned_data["reason"])
        return HttpResponseRedirect(self.page_of(case))

    def render_case(self, request, case: Submission, **context) -> HttpResponse:
        """The page of a case; `context` overrides what its parts need."""
        context = self.case_context(request, case) | context
        return TemplateResponse(request, "admin/articles/case.html", context)

    def case_context(self, request, case: Submission) -> dict:
        """What the page shows. The other parts of SubmissionAdmin add to it.

        `seen` is what the form of an act sends back, as `seen_name`.
        """
        return self.admin_site.each_context(request) | {
            "title": _("Case %s") % case.short_id,
            "opts": self.opts,
            "case": case,
            "facts": facts_of(case, request.user),
            "seen": Seen.of(case),
            "seen_name": SEEN,
            "is_open": self.is_open(request, case),
            "is_confirmed": sessions.is_recently_confirmed(request),
            "opening_form": OpeningForm(),
        }

    def page_of(self, case: Submission, page: str = "change") -> str:
        return reverse(f"admin:articles_submission_{page}", args=[case.pk])

    def not_now(self, request, case: Submission) -> HttpResponse:
        """Back to the case, which is in another state than a page is for."""
        messages.info(
            request,
            _("The case is “%(state)s” now, so this cannot be done.")
            % {"state": case.get_state_display()},
        )
        return HttpResponseRedirect(self.page_of(case))

    def refused(self, request, case: Submission, refused: Refused) -> HttpResponse:
        """Back to the case, saying why a verb changed nothing."""
        messages.error(request, str(refused))
        return HttpResponseRedirect(self.page_of(case))
