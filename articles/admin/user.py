"""Staff accounts: administrators manage people, but cannot give themselves or others more."""

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as StockUserAdmin
from django.contrib.auth.models import Group, User
from django.utils.translation import gettext_lazy as _

# Importing the stock pages registers them; ours take their place.
admin.site.unregister((User, Group))


@admin.register(User)
class UserAdmin(StockUserAdmin):
    """People and their roles. Single permissions and superusers are a superuser's affair."""

    list_display = ("username", "first_name", "last_name", "roles", "is_active", "last_login")
    list_filter = ("is_active", "groups")
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        (_("Person"), {"fields": ("first_name", "last_name", "email")}),
        (_("Role"), {"fields": ("is_active", "is_staff", "groups")}),
    )
    superuser_fieldsets = ((_("Superuser"), {"fields": ("is_superuser", "user_permissions")}),)

    def get_fieldsets(self, request, obj=None):
        fieldsets = super().get_fieldsets(request, obj)
        if obj is not None and request.user.is_superuser:
            return (*fieldsets, *self.superuser_fieldsets)
        return fieldsets

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("groups")

    def get_readonly_fields(self, request, obj=None):
        """Nobody changes their own role."""
        is_self = obj is not None and obj.pk == request.user.pk
        return (
            ("is_active", "is_staff", "groups") if is_self and not request.user.is_superuser else ()
        )

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and self._may_touch(request, obj)

    def has_delete_permission(self, request, obj=None):
        is_self = obj is not None and obj.pk == request.user.pk
        return (
            super().has_delete_permission(request, obj)
            and self._may_touch(request, obj)
            and not is_self
        )

    def _may_touch(self, request, obj) -> bool:
        return obj is None or request.user.is_superuser or not obj.is_superuser

    @admin.display(description=_("roles"))
    def roles(self, user):
        return ", ".join(group.name for group in user.groups.all()) or "–"


@admin.register(Group)
class GroupAdmin(admin.ModelAdmin):
    """The roles, to look at. What each may do is set by migrations."""

    fields = ("name", "permissions")
    search_fields = ("name",)

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
