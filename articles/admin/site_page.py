"""The admin of the pages about ourselves."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from articles.admin.base import VersionedAdmin
from articles.forms.site_page import SitePageForm
from articles.models import SitePage


@admin.register(SitePage)
class SitePageAdmin(VersionedAdmin):
    """One row a kind: a page that is there already is changed, never added a second time."""

    form = SitePageForm
    fieldsets = (
        (None, {"fields": ("kind",)}),
        (_("English"), {"fields": ("title", "body")}),
        (_("Korean"), {"fields": ("title_ko", "body_ko")}),
    )
    list_display = ("title", "title_ko", "kind", "updated_at")

    class Media:
        css = {"all": ("css/admin-forms.css",)}

    def get_readonly_fields(self, request, obj=None):
        """The kind is the address, and stays."""
        return ("kind",) if obj else ()
