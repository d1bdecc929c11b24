"""The admin of outlets."""

from django.contrib import admin
from django.db.models import Count
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from articles.admin.merge import MergePage
from articles.admin.named import NamedAdmin
from articles.forms.outlet import OutletForm
from articles.models import Outlet
from articles.text import names


@admin.register(Outlet)
class OutletAdmin(MergePage, NamedAdmin):
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
    list_display = (
        "name",
        "name_ko",
        "country_name",
        "language_name",
        "article_count",
        "is_proposed",
    )
    list_filter = ("is_proposed", "is_fictional", "language")
    search_fields = ("name", "name_ko", "aliases", "domains")
    actions = ("confirm",)

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(articles_number=Count("articles"))

    @admin.display(description=_("country"), ordering="country", empty_value="–")
    def country_name(self, outlet):
        return outlet.country and names.country_name(outlet.country, get_language())

    @admin.display(description=_("main language"), ordering="language", empty_value="–")
    def language_name(self, outlet):
        return outlet.language and names.language_name(outlet.language, get_language())

    @admin.display(description=_("articles"), ordering="articles_number")
    def article_count(self, outlet):
        return outlet.articles_number

    @admin.action(description=_("Confirm the chosen outlets"), permissions=["change"])
    def confirm(self, request, queryset):
        self.confirm_each(request, queryset)
