"""The audit trail, to look at. Administrators see who did what; nobody changes it."""

from django.contrib import admin
from django.contrib.auth.models import User
from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext_lazy as _

from articles.models import AuditEntry


@admin.register(AuditEntry)
class AuditEntryAdmin(admin.ModelAdmin):
    list_display = ("number", "at", "account", "event", "kind", "subject", "reason")
    list_filter = ("event",)
    search_fields = ("=actor", "=subject")
    search_help_text = _("The number of an account or of a row.")
    fields = (*list_display, "digest")
    readonly_fields = ("account",)
    list_per_page = 100
    show_full_result_count = False

    def get_queryset(self, request):
        name = User.objects.filter(pk=OuterRef("actor")).values("username")
        return super().get_queryset(request).annotate(actor_name=Subquery(name))

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    @admin.display(description=_("account"), ordering="actor", empty_value="–")
    def account(self, entry):
        """The name of an account that is still there, its number otherwise."""
        return entry.actor_name or entry.actor
