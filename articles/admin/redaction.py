"""Redacting a case: its draft beside what is sealed, and the draft as readers would see it."""

from csp.decorators import csp_update
from django.contrib import messages
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from articles.admin import opening, redaction_conflict
from articles.admin.base import SEEN, seen_version
from articles.admin.opening import opened_case
from articles.choices import SubmissionState
from articles.forms.redaction import RedactionForm, StartForm
from articles.models import Submission, Testimony
from articles.publishing import EditConflict
from articles.submissions import checklist, redaction
from articles.submissions.refusals import DoesNotFit, Refused
from articles.views.testimony import render_testimony


class Redaction:
    """A part of SubmissionAdmin. Its views are guarded by `opening.opened_case`."""

    def get_urls(self):
        view, name = self.admin_site.admin_view, "articles_submission"
        case = "<uuid:object_id>"
        return [
            path(f"{case}/redact/", view(self.redact_view), name=f"{name}_redact"),
            path(f"{case}/preview/", view(self.preview_view), name=f"{name}_preview"),
            *super().get_urls(),
        ]

    def case_context(self, request, case) -> dict:
        """What `_redaction.html` needs beside `case` and `is_open`."""
        return super().case_context(request, case) | {
            "start_form": StartForm(initial={"language": case.language}),
            "may_begin": case.state in {SubmissionState.VERIFYING, SubmissionState.REDACTING},
        }

    # --- the draft --------------------------------------------------------------------------

    @method_decorator(require_http_methods(["GET", "HEAD", "POST"]))
    @method_decorator(csp_update({"img-src": ["blob:"]}))  # for pictures beside it, as on the case
    def redact_view(self, request, object_id):
        """The draft beside what is sealed. POST begins it, saves it, or hands it over.

        What was typed is stored even where the case is open no longer, so that nothing is lost: who
        opened it may write in it, and nothing of it is shown.
        """
        case = self.case_of(request, object_id)
        is_late = not self.is_open(request, case) and opening.was_opened(request, case)
        if "title" in request.POST and is_late:
            return self._write_closed(request, case)
        return self._redact(request, object_id)

    @opened_case
    def _redact(self, request, case):
        if "_start" in request.POST:
            return self._start(request, case)
        if case.state != SubmissionState.REDACTING or case.draft is None:
            return self.not_now(request, case)
        if request.method == "POST":
            return self._write(request, case)
        return self._render_draft(request, case, RedactionForm(instance=case.draft))

    def _start(self, request, case: Submission):
        form = StartForm(request.POST)
        if not form.is_valid():
            return self.render_case(request, case, start_form=form)
        try:
            redaction.start(case, by=request.user, language=form.cleaned_data["language"])
        except Refused as refused:
            return self.refused(request, case, refused)
        return HttpResponseRedirect(self.page_of(case, "redact"))

    def _write(self, request, case: Submission):
        form = RedactionForm(request.POST, instance=Testimony.objects.get(pk=case.draft_id))
        if not form.is_valid():
            return self._render_draft(request, case, form)
        try:
            return self._apply(request, case, form.cleaned_data)
        except EditConflict:
            return self._render_draft(request, case, form, is_conflict=True)
        except redaction.NamesSomebody as named:
            form.add_error(named.field if named.field in form.fields else None, str(named))
            return self._render_draft(request, case, form)
        except Refused as refused:
            return self.refused(request, case, refused)

    def _write_closed(self, request, case: Submission):
        form = RedactionForm(request.POST, instance=case.draft)
        told = {"by": request.user, "seen": seen_version(request)}
        try:
            if not form.is_valid():
                raise DoesNotFit(_("What you typed was not stored: %s") % _first_error(form))
            redaction.save(case, values=form.cleaned_data, **told)
        except EditConflict:
            messages.error(request, _("Somebody else has saved the draft. Yours was not stored."))
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(
                request,
                _("The draft was saved. A quarter of an hour has passed: open the case again."),
            )
        return HttpResponseRedirect(self.page_of(case))

    def _apply(self, request, case: Submission, values: dict):
        told = {"by": request.user, "seen": seen_version(request), "values": values}
        if key := request.POST.get("_coarsen"):
            _draft, was_there = redaction.make_coarser(case, key=key, **told)
            if not was_there:
                messages.warning(request, _("This does not stand there any longer. It is saved."))
            return HttpResponseRedirect(self.page_of(case, "redact") + "#findings")
        draft = redaction.save(case, **told)
        if "_hand_over" in request.POST:
            redaction.hand_over(case, by=request.user, seen=draft.version)
            messages.success(request, _("The draft waits for a second moderator's approval."))
            return HttpResponseRedirect(self.page_of(case))
        messages.success(request, _("The draft was saved."))
        return HttpResponseRedirect(self.page_of(case, "redact"))

    def _render_draft(self, request, case, form: RedactionForm, *, is_conflict: bool = False):
        draft = Testimony.objects.get(pk=case.draft_id)
        found = checklist.points(draft)
        # What was refused for another reason goes on from the version that was seen.
        is_first = request.method != "POST" or is_conflict
        context = self.case_context(request, case) | {
            "title": _("Redact case %s") % case.short_id,
            "draft": draft,
            "form": form,
            "groups": checklist.by_kind(found),
            "draft_seen_name": SEEN,
            "draft_seen": draft.version if is_first else seen_version(request),
            # Sending one shows the page anew, without what is typed beside it.
            "closed": _("Messages and notes are written on the page of the case."),
            "conflict": redaction_conflict.between(form, draft) if is_conflict else None,
        }
        return TemplateResponse(request, "admin/articles/case_redact.html", context)

    @method_decorator(require_safe)
    @opened_case
    def preview_view(self, request, case):
        """The draft as readers would see it."""
        if case.draft is None:
            raise Http404
        return render_testimony(request, case.draft, is_preview=True)


def _first_error(form: RedactionForm) -> str:
    return next(message for told in form.errors.values() for message in told)
