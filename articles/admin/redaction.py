"""Redacting and approving a case: the pages of the draft, its checklist, and protected names."""

from csp.decorators import csp_update
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from articles import protection
from articles.admin import opening, redaction_conflict
from articles.admin.base import SEEN, seen_version
from articles.admin.opening import opened_case
from articles.choices import SubmissionState
from articles.forms.redaction import NamesForm, RedactionForm, SendBackForm, StartForm
from articles.models import Submission, Testimony
from articles.publishing import EditConflict
from articles.submissions import checklist, names, redaction
from articles.submissions.refusals import DoesNotFit, Refused
from articles.views.testimony import render_testimony


class Redaction:
    """A part of SubmissionAdmin. Its views are guarded by `opening.opened_case`."""

    def get_urls(self):
        view, name = self.admin_site.admin_view, "articles_submission"
        pages = {
            "redact": self.redact_view,
            "preview": self.preview_view,
            "approve": self.approve_view,
            "names": self.names_view,
        }
        own = [
            path(f"<uuid:object_id>/{page}/", view(answer), name=f"{name}_{page}")
            for page, answer in pages.items()
        ]
        return [*own, *super().get_urls()]

    def case_context(self, request, case) -> dict:
        """What `_names.html` and `_redaction.html` need beside `case` and `is_open`."""
        return super().case_context(request, case) | {
            "start_form": StartForm(initial={"language": case.language}),
            "may_begin": case.state in {SubmissionState.VERIFYING, SubmissionState.REDACTING},
            "names_form": NamesForm(),
            "names_kept": case.protected_names.count(),
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
            return self._not_now(request, case)
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
            return self._refused(request, case, refused)
        return HttpResponseRedirect(self._address("redact", case))

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
            return self._refused(request, case, refused)

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
            return HttpResponseRedirect(self._address("redact", case) + "#findings")
        draft = redaction.save(case, **told)
        if "_hand_over" in request.POST:
            redaction.hand_over(case, by=request.user, seen=draft.version)
            messages.success(request, _("The draft waits for a second moderator's approval."))
            return HttpResponseRedirect(self.page_of(case))
        messages.success(request, _("The draft was saved."))
        return HttpResponseRedirect(self._address("redact", case))

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

    # --- approval ---------------------------------------------------------------------------

    @method_decorator(require_http_methods(["GET", "HEAD", "POST"]))
    @opened_case
    def approve_view(self, request, case):
        """The checklist. POST approves the draft or sends it back."""
        if case.state != SubmissionState.AWAITING_APPROVAL or case.draft is None:
            return self._not_now(request, case)
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
            return HttpResponseRedirect(self._address("approve", case))
        except redaction.NotLookedAt as missing:
            messages.error(request, str(missing))
            return self._render_checklist(request, case, ticked=ticked)
        except Refused as refused:
            return self._refused(request, case, refused)
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
            return self._refused(request, case, refused)
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
            "may_be_published": case.allows("publication"),
            "send_back_form": SendBackForm(),
            "draft_seen_name": SEEN,
            "draft_seen": case.draft.version,
        } | context  # fmt: skip
        return TemplateResponse(request, "admin/articles/case_approve.html", context)

    # --- names ------------------------------------------------------------------------------

    @method_decorator(require_POST)
    @opened_case
    def names_view(self, request, case):
        """Protect names, or forget those of the case. What is public already is told."""
        if "_forget" in request.POST:
            names.forget(case, by=request.user)
            messages.success(request, _("No name of this case is protected any longer."))
            return HttpResponseRedirect(self.page_of(case))
        form = NamesForm(request.POST)
        if not form.is_valid():
            return self.render_case(request, case, names_form=form)
        try:
            kept = names.protect(case, form.cleaned_data["names"], by=request.user)
        except Refused as refused:
            return self._refused(request, case, refused)
        context = self.case_context(request, case) | {
            "title": _("Protected names of case %s") % case.short_id,
            "kept": kept,
            "too_short": len(form.cleaned_data["names"]) - kept,
            "found": protection.look_in_public(form.cleaned_data["names"]),
        }
        return TemplateResponse(request, "admin/articles/case_names.html", context)

    # --- shared -----------------------------------------------------------------------------

    def _not_now(self, request, case: Submission) -> HttpResponse:
        messages.info(
            request,
            _("The case is “%(state)s” now, so this cannot be done.")
            % {"state": case.get_state_display()},
        )
        return HttpResponseRedirect(self.page_of(case))

    def _refused(self, request, case: Submission, refused: Refused) -> HttpResponse:
        messages.error(request, str(refused))
        return HttpResponseRedirect(self.page_of(case))

    def _address(self, page: str, case: Submission) -> str:
        return reverse(f"admin:articles_submission_{page}", args=[case.pk])


def _first_error(form: RedactionForm) -> str:
    return next(message for told in form.errors.values() for message in told)
