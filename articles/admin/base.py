"""What every admin page of ours does: nobody overwrites what they have not seen, all is kept."""

from django.contrib import admin, messages
from django.contrib.admin.utils import flatten_fieldsets, unquote
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext
from js_asset import Media

from articles import audit, counts, history, protection, publishing
from articles.admin import conflict, merging
from articles.admin.history import HistoryMixin
from articles.choices import AuditEvent
from articles.forms.versioned import PartFormSet, RefusableForm
from articles.models import Versioned

# The name of the hidden input that carries the version that the editor has seen.
SEEN = "seen_version"


class Refusal(Exception):
    """A save that has to be taken back: `reasons` by field name, "" for the whole form."""

    def __init__(self, reasons: dict[str, str]):
        super().__init__(reasons)
        self.reasons = reasons


class VersionedAdmin(HistoryMixin, admin.ModelAdmin):
    """The admin of a Versioned model.

    Each save is one version of the history and counts the row up from the version that the
    editor saw. Where somebody else has saved meanwhile, the form comes back with what was typed,
    with their text in the fields that were not touched, and with the differences. A save that is
    refused on the way (something blocks publishing) is rolled back as a whole; the form comes
    back as well.
    """

    change_form_template = "admin/articles/change_form.html"
    save_on_top = False
    #: Whether readers see a row as soon as it is saved.
    is_public_at_once = True

    # --- saving -----------------------------------------------------------------------------

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        request.refused, request.conflict, request.stored_version = {}, None, None
        if request.method != "POST":
            return super().changeform_view(request, object_id, form_url, extra_context)
        try:
            return self._save(request, object_id, form_url, extra_context)
        except Refusal as refusal:
            request.refused = refusal.reasons
            self._record_name(request, object_id, refusal.reasons.values())
        for file in request.FILES.values():
            file.seek(0)
        return self._save(request, object_id, form_url, extra_context)

    def _save(self, request, object_id, form_url, extra_context):
        with transaction.atomic():
            stored = object_id and self.get_object(request, unquote(object_id))
            if stored and self.has_change_permission(request, stored):
                history.keep_baseline(stored)
                request.stored_version = stored.version
                self._look_for_conflict(request, stored)
            reason = gettext_noop("edited") if stored else gettext_noop("started")
            with history.recording(by=request.user, reason=reason):
                return super().changeform_view(request, object_id, form_url, extra_context)

    def _record_name(self, request, object_id, reasons) -> None:
        about = object_id and self.get_object(request, unquote(object_id))
        publishing.record_name(reasons, by=request.user, about=about or None)

    def save_model(self, request, obj, form, change):
        if change:
            try:
                publishing.claim(obj, seen=seen_version(request))
            except publishing.EditConflict:
                # Somebody was faster by the blink of an eye. The second round tells who.
                raise Refusal({}) from None
        self.store(request, obj, form, change)
        transaction.on_commit(counts.forget)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        if field := self.is_public_at_once and protection.field_with_a_protected_name(
            form.instance
        ):
            raise Refusal({field: protection.SENTENCE})

    def store(self, request, obj, form, change) -> None:
        """Save a row that nobody else has changed since the editor saw it."""
        obj.save()

    # --- two people at once -----------------------------------------------------------------

    def _look_for_conflict(self, request, stored: Versioned) -> None:
        if seen_version(request) == stored.version:
            return
        request.conflict = conflict.since(stored, seen_version(request))
        request.POST = request.POST.copy()
        if request.conflict.seen:
            self._bring_up_to_date(request, stored, request.conflict)

    def _bring_up_to_date(self, request, stored, found) -> None:
        fields = flatten_fieldsets(self.get_fieldsets(request, stored))
        form_class = self.get_form(request, stored, change=True, fields=fields)
        form = form_class(request.POST, instance=stored)
        taken = merging.take_over(request.POST, form, merging.seen_values(found.seen))
        model_fields = {field.name: field for field in self.opts.get_fields()}
        found.taken_over = {str(model_fields[name].verbose_name) for name in taken}
        self._bring_rows_up_to_date(request, stored, history.parts_of(found.seen))

    def _bring_rows_up_to_date(self, request, stored, parts) -> None:
        for formset_class, inline in self.get_formsets_with_inlines(request, stored):
            prefix = formset_class.get_default_prefix()
            if not inline.has_change_permission(request, stored):
                continue
            formset = formset_class(**self.get_formset_kwargs(request, stored, inline, prefix))
            rows = {
                int(part.object_id): merging.seen_values(part)
                for part in parts
                if part.content_type.model_class() is inline.model
            }
            merging.rebase_rows(request.POST, formset, rows)

    # --- the form ---------------------------------------------------------------------------

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        refused = getattr(request, "refused", {})
        parts = history.PARTS[self.model]  # whose rows tell their reasons themselves
        told = {
            "refused": {name: reason for name, reason in refused.items() if name not in parts},
            "conflict": getattr(request, "conflict", None),
        }
        return type(form.__name__, (RefusableForm, form), told)

    def get_formsets_with_inlines(self, request, obj=None):
        for formset, inline in super().get_formsets_with_inlines(request, obj):
            if issubclass(formset, PartFormSet):
                formset.refused = request.refused.get(formset.get_default_prefix(), "")
            yield formset, inline

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        # The import map of the rich-text editor is an inline script.
        context["media"] = Media.from_media(context["media"], nonce=request.csp_nonce)
        context["seen_name"] = SEEN
        # After a refused save the version that the conflict was told for, even if somebody was
        # quick enough to save once more since then.
        context["seen_version"] = request.stored_version or (obj.version if obj else 0)
        context["conflict"] = request.conflict
        return super().render_change_form(request, context, add, change, form_url, obj)

    # --- lists ------------------------------------------------------------------------------

    @protection.digests_read_once()
    def confirm_each(self, request, queryset) -> None:
        """Take what an import proposed as checked, each row by itself and kept in its history."""
        confirmed = 0
        for obj in queryset.filter(is_proposed=True):
            if reason := self._why_not_confirmed(request, obj):
                publishing.record_name([reason], by=request.user, about=obj)
                messages.error(
                    request, _("“%(title)s”: %(reason)s") % {"title": obj, "reason": reason}
                )
            else:
                confirmed += 1
        message = ngettext("%d row was confirmed.", "%d rows were confirmed.", confirmed)
        messages.success(request, message % confirmed)

    def _why_not_confirmed(self, request, obj) -> str:
        """Confirm a row; what stood in the way, or nothing."""
        if protection.field_with_a_protected_name(obj):
            return str(protection.SENTENCE)
        history.keep_baseline(obj)
        try:
            with history.recording(by=request.user, reason=gettext_noop("confirmed")):
                publishing.claim(obj, seen=obj.version)
                obj.is_proposed = False
                obj.save()
        except publishing.EditConflict:
            return _("Somebody else changed it at the same moment. Look at it again.")
        return ""

    def delete_model(self, request, obj):
        with transaction.atomic():
            self._keep_before_deleting(request, obj)
            super().delete_model(request, obj)

    def delete_queryset(self, request, queryset):
        with transaction.atomic():
            for obj in queryset:
                self._keep_before_deleting(request, obj)
            super().delete_queryset(request, queryset)

    def _keep_before_deleting(self, request, obj) -> None:
        with history.recording(by=request.user, reason=gettext_noop("deleted")):
            history.keep(obj)
        audit.record(AuditEvent.ITEM_DELETED, by=request.user, about=obj)
        transaction.on_commit(counts.forget)


def seen_version(request) -> int:
    """The version that the form was opened with; 0, which no row has, where it is not told."""
    value = request.POST.get(SEEN, "")
    return int(value) if value.isascii() and value.isdigit() and len(value) < 10 else 0
