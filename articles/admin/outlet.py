"""The admin of outlets."""

from django.contrib import admin
from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from articles.admin.base import VersionedAdmin
from articles.forms.outlet import OutletForm
from articles.models import Outlet


@admin.register(Outlet)
class OutletAdmin(VersionedAdmin):
    form = OutletForm
    fields = (
        ("name", "name_ko"),
        "aliases",
        "domains",
        "homepage",
        ("country", "language"),
        ("is_fictional", "is_proposed"),
        "slug",
    )
    list_display = ("name", "name_ko", "country", "language", "coverage", "is_proposed")
    list_filter = ("is_proposed", "is_fictional", "language")
    search_fields = ("name", "name_ko", "aliases", "domains")
    ordering = ("name",)  # counting drops the order of the model
    actions = ("confirm",)

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(article_count=Count("articles"))

    @admin.display(description=_("articles"), ordering="article_count")
    def coverage(self, outlet):
        return outlet.article_count

    @admin.action(description=_("Confirm the chosen outlets"), permissions=["change"])
    def confirm(self, request, queryset):
        self.confirm_each(request, queryset)
