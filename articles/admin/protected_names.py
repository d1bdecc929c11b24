"""Names of a case that must not be published: kept as digests, told as a number."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from articles import protection
from articles.admin.opening import opened_case
from articles.forms.redaction import NamesForm
from articles.models import Submission
from articles.submissions import names
from articles.submissions.refusals import Refused


class ProtectedNames:
    """A part of SubmissionAdmin. Its view is guarded by `opening.opened_case`."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.names_view)
        return [
            path("<uuid:object_id>/names/", view, name="articles_submission_names"),
            *super().get_urls(),
        ]

    def case_context(self, request, case) -> dict:
        """What `_names.html` needs beside `case` and `is_open`."""
        return super().case_context(request, case) | {
            "names_form": NamesForm(),
            "names_kept": case.protected_names.count(),
        }

    @method_decorator(require_POST)
    @opened_case
    def names_view(self, request, case):
        """Protect names, or forget those of the case. What is public already is told."""
        form = NamesForm(request.POST)
        try:
            if "_forget" in request.POST:
                return self._forget(request, case)
            if not form.is_valid():
                return self.render_case(request, case, names_form=form)
            return self._protect(request, case, form.cleaned_data["names"])
        except Refused as refused:
            return self.refused(request, case, refused)

    def _forget(self, request, case: Submission):
        names.forget(case, by=request.user)
        messages.success(request, _("No name of this case is protected any longer."))
        return HttpResponseRedirect(self.page_of(case))

    def _protect(self, request, case: Submission, typed: tuple[str, ...]):
        kept = names.protect(case, typed, by=request.user)
        context = self.case_context(request, case) | {
            "title": _("Protected names of case %s") % case.short_id,
            "kept": kept,
            "too_short": len(typed) - kept,
            "found": protection.look_in_public(typed),
        }
        return TemplateResponse(request, "admin/articles/case_names.html", context)
