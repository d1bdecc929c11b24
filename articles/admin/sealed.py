"""What is sealed in a case, on its page: text, contact, messages, notes, files.

Only ciphertext goes in and out here; the moderator's browser opens and seals it.
"""

import uuid

from csp.decorators import csp_update
from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import FileResponse, Http404, HttpResponse, StreamingHttpResponse
from django.urls import path
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from articles import audit
from articles.admin.opening import opened_case, refuse_script
from articles.choices import AuditEvent
from articles.models import SealedFile, Submission
from articles.submissions import moderation, parts, sealing
from articles.submissions.refusals import Refused


class SealedParts:
    """A part of SubmissionAdmin. Its views are guarded by `opening.opened_case`."""

    def get_urls(self):
        view, name = self.admin_site.admin_view, "articles_submission"
        case = "<uuid:object_id>"
        return [
            path(f"{case}/sealed/<slug:part>/", view(self.sealed_view), name=f"{name}_sealed"),
            path(f"{case}/read/<int:number>/", view(self.read_view), name=f"{name}_read"),
            path(f"{case}/message/", view(self.message_view), name=f"{name}_message"),
            path(f"{case}/note/", view(self.note_view), name=f"{name}_note"),
            path(f"{case}/export/", view(self.export_view), name=f"{name}_export"),
            *super().get_urls(),
        ]

    # --- The page ---------------------------------------------------------------------------

    # Pictures that the browser has opened itself have such an address.
    @method_decorator(csp_update({"img-src": ["blob:"]}))
    def render_case(self, request, case, **context):
        return super().render_case(request, case, **context)

    def case_context(self, request, case) -> dict:
        """What `_sealed.html` needs beside `case` and `is_open`."""
        context = super().case_context(request, case)
        return context | _reading(request, case) if context["is_open"] else context

    # --- Out --------------------------------------------------------------------------------

    @method_decorator(require_safe)
    @opened_case
    def sealed_view(self, request, case, part):
        """The ciphertext of a part, named as in `parts`."""
        try:
            ciphertext = parts.find(case, part).open()
        except (parts.NoSuchPart, FileNotFoundError):
            raise Http404 from None
        return FileResponse(ciphertext, content_type="application/octet-stream")

    @method_decorator(require_POST)
    @opened_case
    def export_view(self, request, case):
        """All ciphertexts of a case in one ZIP, for a machine that is never connected."""
        audit.record(AuditEvent.CASE_EXPORTED, by=request.user, about=case)
        response = StreamingHttpResponse(parts.zipped(case), content_type="application/zip")
        response["Content-Disposition"] = f'attachment; filename="case-{case.short_id}.zip"'
        return response

    # --- In ---------------------------------------------------------------------------------

    @method_decorator(require_POST)
    @opened_case
    def read_view(self, request, case, number):
        """A moderator has just looked at a message."""
        moderation.read_message(case, number)
        return HttpResponse(status=204)

    @method_decorator(require_POST)
    @opened_case
    def message_view(self, request, case):
        """Store a message to the person who sent the case, sealed to both sides."""
        sealed = {name: _sent(request, name) for name in ("for_moderators", "for_receipt")}
        return _stored(
            request,
            lambda: moderation.write_message(case, by=request.user, **sealed, **_of(request)),
            _("Your message waits for the person, who reads it with the receipt."),
        )

    @method_decorator(require_POST)
    @opened_case
    def note_view(self, request, case):
        """Store a note for colleagues."""
        sealed = _sent(request, "sealed")
        return _stored(
            request,
            lambda: moderation.write_note(case, by=request.user, sealed=sealed, **_of(request)),
            _("Your note is there for your colleagues."),
        )


def _reading(request, case: Submission) -> dict:
    """`closed` says why nothing can be written; `to` is the audience of what is written."""
    try:
        to, closed = sealing.audience(), ""
    except sealing.Closed as reason:
        to, closed = None, str(reason)
    files = case.files.select_related("message")
    return {
        "key": moderation.key_of(request.user),
        "to": to,
        "closed": closed,
        "text_sizes": sealing.TEXT_SIZES,
        "thread": case.messages.select_related("author"),
        "notes": case.notes.select_related("author"),
        "files": [(file, _size_of(file)) for file in files],
    }


def _size_of(file: SealedFile) -> int | None:
    """Bytes; None where the file is not in the storage."""
    try:
        return file.file.size
    except OSError:
        return None


def _sent(request, name: str) -> bytes:
    """The bytes of a field of the form; one that is missing is empty, which no ciphertext is."""
    file = request.FILES.get(name)
    return file.read(moderation.LONGEST_SEALED + 1) if file else b""


def _of(request) -> dict:
    """To which audience the browser sealed what it sends, and the number that it gave to it."""
    try:
        key = uuid.UUID(request.POST.get("key", ""))
    except ValueError:
        raise BadRequest("a text needs a random number") from None
    return {"mark": request.POST.get("mark", ""), "key": key}


def _stored(request, write, sentence: str) -> HttpResponse:
    try:
        write()
    except (Refused, sealing.Closed) as refused:
        return refuse_script(str(refused))
    messages.success(request, sentence)
    return HttpResponse(status=204)
