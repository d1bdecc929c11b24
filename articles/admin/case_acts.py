"""What is done on the page of a case: the acts, erasing it, and reviewing one that is kept."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _

from articles.admin import case_verbs
from articles.admin.case_conflict import SEEN, Seen, deeds_since
from articles.admin.confirming import recently_confirmed
from articles.choices import ChangeReason, Purpose, SubmissionState
from articles.forms.case import AssignForm, DueForm, DuplicateForm, ErasingForm
from articles.models import Submission
from articles.submissions import moderation, retention
from articles.submissions.refusals import ActedMeanwhile, Refused


class CaseActs:
    """A part of SubmissionAdmin. Every act says which version of the case somebody saw."""

    def get_urls(self):
        view, name = self.admin_site.admin_view, "articles_submission"
        return [
            path("<uuid:object_id>/act/", view(self.act_view), name=f"{name}_act"),
            path("<uuid:object_id>/erase/", view(self.erase_view), name=f"{name}_erase"),
            path("<uuid:object_id>/review/", view(self.review_view), name=f"{name}_review"),
            *super().get_urls(),
        ]

    def act_view(self, request, object_id):
        """Do what a button says. Where it is refused, the page comes back with what was entered."""
        case = self.case_of(request, object_id)
        verb = case_verbs.BY_NAME.get(request.POST.get("verb"))
        if verb is None:  # somebody loads the address of a page that came back
            return HttpResponseRedirect(self.page_of(case))
        form = verb.form(case, request.user, request.POST)
        done = form.is_valid() and self.attempt(
            request, case, lambda: verb.apply(case, request.user, form.cleaned_data)
        )
        if done:
            return HttpResponseRedirect(self.page_of(case))
        case = self.case_of(request, object_id)
        return self.render_case(request, case, **self._shown_again(request, case, verb, form))

    def attempt(self, request, case: Submission, apply) -> bool:
        """Call `apply()`, which gives the sentence of its success, if the case is as it was seen.

        Tells what happened, either way.
        """
        seen = Seen.read(request.POST.get(SEEN, ""))
        try:
            if seen.version != case.version:
                raise ActedMeanwhile
            messages.success(request, apply())
        except ActedMeanwhile as refused:
            deeds = [f"{who}: {what}" for who, what in deeds_since(case, seen)]
            messages.error(
                request, " ".join([str(refused), _("Nothing was changed."), *_listed(deeds)])
            )
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            return True
        return False

    def case_context(self, request, case) -> dict:
        is_erased = case.state == SubmissionState.ERASED
        return super().case_context(request, case) | {
            "moves": case_verbs.moves_of(case, request.user),
            "assign_form": AssignForm(case, request.user),
            "due_form": DueForm(case, request.user),
            "duplicate_form": DuplicateForm(case, request.user),
            "may_be_erased": not is_erased,
        }

    def _shown_again(self, request, case, verb, form) -> dict:
        """The context in which the form of the act holds what was entered."""
        if verb.name != "move":
            return {f"{verb.name}_form": form}
        moves = case_verbs.moves_of(case, request.user)
        to = request.POST.get("to")
        return {"moves": [form if one.target == to else one for one in moves]}

    # --- Pages of their own -----------------------------------------------------------------

    @method_decorator(recently_confirmed)
    def erase_view(self, request, object_id):
        """Say what erasing a case takes away, and do it."""
        case = self.case_of(request, object_id)
        if case.state == SubmissionState.ERASED:
            return HttpResponseRedirect(self.page_of(case))
        form = ErasingForm(case, request.user, request.POST or None)
        if request.method == "POST" and form.is_valid():
            self.attempt(
                request, case, lambda: self._erase(case, form.cleaned_data["reason"], request.user)
            )
            case = self.case_of(request, object_id)
            if case.state == SubmissionState.ERASED:
                return HttpResponseRedirect(self.page_of(case))
        return self._page(request, case, "erase", title=_("Erase the case"), form=form)

    def _erase(self, case, reason: str, user) -> str:
        moderation.erase(case, by=user, reason=ChangeReason(reason))
        return _("The case is erased.")

    def review_view(self, request, object_id):
        """Ask whether a case that is kept is kept on."""
        case = self.case_of(request, object_id)
        if case.state != SubmissionState.ACCEPTED:
            return HttpResponseRedirect(self.page_of(case))
        if request.method == "POST":
            self.attempt(request, case, lambda: self._keep_on(case, request.user))
            return HttpResponseRedirect(self.page_of(case))
        context = {
            "may_be_kept": case.allows(Purpose.KEEP),
            "next_review": retention.review_day(case),
        }
        return self._page(request, case, "review", title=_("Review the case"), **context)

    def _keep_on(self, case, user) -> str:
        moderation.keep_on(case, by=user)
        return _("The case is kept on.")

    def _page(self, request, case, name: str, **context) -> HttpResponse:
        context = self.case_context(request, case) | context
        return TemplateResponse(request, f"admin/articles/case_{name}.html", context)


def _listed(deeds: list[str]) -> list[str]:
    return [_("Since you opened the page: %s.") % "; ".join(deeds)] if deeds else []
