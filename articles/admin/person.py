"""The admin of people and their roles."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from articles.admin.named import NamedAdmin
from articles.forms.person import PersonForm
from articles.models import Person, Role


class RoleInline(admin.StackedInline):
    model = Role
    extra = 0
    fields = (("title", "title_ko"), "organisation", ("start", "end"))


@admin.register(Person)
class PersonAdmin(NamedAdmin):
    form = PersonForm
    fields = (("name", "name_ko"), "is_proposed", "slug")
    inlines = (RoleInline,)
    list_display = ("name", "name_ko", "latest_role", "is_proposed")
    list_filter = ("is_proposed",)
    search_fields = ("name", "name_ko")
    actions = ("confirm",)

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("roles")

    @admin.display(description=_("latest role"), empty_value="–")
    def latest_role(self, person):
        return max(
            person.roles.all(), key=lambda role: (str(role.start or ""), role.pk), default=None
        )

    @admin.action(description=_("Confirm the chosen people"), permissions=["change"])
    def confirm(self, request, queryset):
        self.confirm_each(request, queryset)
