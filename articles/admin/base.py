"""What every admin page of ours does: nobody overwrites what they have not seen, all is kept."""

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles import history, publishing
from articles.admin.history import HistoryMixin
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
    editor saw. A save that is refused on the way (a conflict, something that blocks publishing)
    is rolled back as a whole; the form comes back with everything that was typed.
    """

    change_form_template = "admin/articles/change_form.html"
    save_on_top = False

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        if request.method != "POST":
            return super().changeform_view(request, object_id, form_url, extra_context)
        stored = object_id and self.get_object(request, unquote(object_id))
        if stored and self.has_change_permission(request, stored):
            history.keep_baseline(stored)
        try:
            with history.recording(by=request.user, reason=_("edited")):
                return super().changeform_view(request, object_id, form_url, extra_context)
        except Refusal as refusal:
            request.refused = refusal.reasons
        for file in request.FILES.values():
            file.seek(0)
        return super().changeform_view(request, object_id, form_url, extra_context)

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        refused = {"refused": getattr(request, "refused", {})}
        return type(form.__name__, (RefusableForm, form), refused)

    def save_model(self, request, obj, form, change):
        if change:
            try:
                publishing.claim(obj, seen=seen_version(request))
            except publishing.EditConflict:
                raise Refusal({"": self.conflict_message(obj)}) from None
        super().save_model(request, obj, form, change)

    def conflict_message(self, obj: Versioned) -> str:
        last = history.versions_of(obj).first()
        who = last and last.revision.user
        return _(
            "%(who)s has saved this since you opened it. Your text is kept below. Look at what "
            "changed, take over what you need, and save again."
        ) % {"who": who.get_username() if who else _("Somebody else")}

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context["seen_name"] = SEEN
        context["seen_version"] = 0
        if obj is not None:
            context["seen_version"] = (
                type(obj)._base_manager.values_list("version", flat=True).get(pk=obj.pk)
            )
            if request.method == "POST" and seen_version(request) != context["seen_version"]:
                context["changes_since"] = changes_since(obj, seen_version(request))
        return super().render_change_form(request, context, add, change, form_url, obj)

    def confirm_each(self, request, queryset) -> None:
        """Take what an import proposed as checked, each row by itself and kept in its history."""
        proposed = list(queryset.filter(is_proposed=True))
        for obj in proposed:
            history.keep_baseline(obj)
            with history.recording(by=request.user, reason=_("confirmed")):
                publishing.claim(obj, seen=obj.version)
                obj.is_proposed = False
                obj.save()
        message = ngettext("%d row was confirmed.", "%d rows were confirmed.", len(proposed))
        messages.success(request, message % len(proposed))

    def delete_model(self, request, obj):
        self._keep_before_deleting(request, obj)
        super().delete_model(request, obj)

    def delete_queryset(self, request, queryset):
        for obj in queryset:
            self._keep_before_deleting(request, obj)
        super().delete_queryset(request, queryset)

    def _keep_before_deleting(self, request, obj) -> None:
        with history.recording(by=request.user, reason=_("deleted")):
            history.keep(obj)


class RefusableForm:
    """A form that comes back with the reasons for which a save was taken back."""

    refused: dict[str, str] = {}

    def clean(self):
        cleaned = super().clean()
        for field, reason in self.refused.items():
            self.add_error(field if field in self.fields else None, reason)
        return cleaned


def seen_version(request) -> int:
    """The version that the form was opened with; 0, which no row has, where it is not told."""
    value = request.POST.get(SEEN, "")
    return int(value) if value.isascii() and value.isdigit() and len(value) < 10 else 0


def changes_since(obj: Versioned, seen: int) -> list:
    """What others changed in `obj` between the version seen and the present one."""
    kept = list(history.versions_of(obj)[:50])
    then = next((version for version in kept if history.number_of(version) <= seen), None)
    if not kept or then is None:
        return []
    old, new = history.describe([then, kept[0]])
    return history.changes(old, new)
