"""The admin of people and their roles."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from articles.admin.base import VersionedAdmin
from articles.models import Person, Role


class RoleInline(admin.TabularInline):
    model = Role
    extra = 0


@admin.register(Person)
class PersonAdmin(VersionedAdmin):
    fields = (("name", "name_ko"), "slug", "is_proposed")
    inlines = (RoleInline,)
    list_display = ("name", "name_ko", "is_proposed")
    list_filter = ("is_proposed",)
    search_fields = ("name", "name_ko")
    actions = ("confirm",)

    @admin.action(description=_("Confirm the chosen people"), permissions=["change"])
    def confirm(self, request, queryset):
        self.confirm_each(request, queryset)
