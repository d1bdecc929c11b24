"""Staff accounts: administrators manage people, but cannot give anybody more than the roles give."""

from django import forms
from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.contrib.auth.admin import UserAdmin as StockUserAdmin
from django.contrib.auth.forms import UserCreationForm
from django.contrib.auth.models import Group, User
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from reversion.models import Revision

from articles.admin.account_trail import AccountTrail
from articles.models import AuditEntry

#: The roles by the names of their groups, which migrations make.
ROLES = {
    "Editors": _("Editors"),
    "Moderators": _("Moderators"),
    "Administrators": _("Administrators"),
}

# Importing the stock pages registers them; ours take their place.
admin.site.unregister((User, Group))


class RolesField(forms.ModelMultipleChoiceField):
    """The groups to choose from, by their names in the language of the staff."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, group):
        return role_name(group)


def role_name(group: Group) -> str:
    return str(ROLES.get(group.name, group.name))


@admin.register(User)
class UserAdmin(AccountTrail, StockUserAdmin):
    """People and their roles. Single permissions and superusers are a superuser's affair."""

    list_display = ("username", "first_name", "last_name", "roles", "is_active", "last_login")
    list_filter = ("is_active", "groups")
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        (_("Person"), {"fields": ("first_name", "last_name", "email")}),
        (_("Role"), {"fields": ("is_active", "is_staff", "groups")}),
    )
    superuser_fieldsets = ((_("Superuser"), {"fields": ("is_superuser", "user_permissions")}),)
    add_form = UserCreationForm
    add_form_template = "admin/change_form.html"
    add_fieldsets = (
        (None, {"fields": ("username", "password1", "password2")}),
        (_("Person"), {"fields": ("first_name", "last_name", "email")}),
        (_("Role"), {"fields": ("groups",)}),
    )

    def get_fieldsets(self, request, obj=None):
        fieldsets = super().get_fieldsets(request, obj)
        if obj is not None and request.user.is_superuser:
            return (*fieldsets, *self.superuser_fieldsets)
        return fieldsets

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("groups")

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        if db_field.name != "groups":
            return super().formfield_for_manytomany(db_field, request, **kwargs)
        return RolesField(
            Group.objects.order_by("name"),
            required=False,
            label=capfirst(_("roles")),
            help_text=_(
                "Editors write and publish. Moderators work on testimonies. Administrators look "
                "after the accounts."
            ),
        )

    def get_readonly_fields(self, request, obj=None):
        """Nobody changes their own role. So somebody with the highest one is always left."""
        if obj is not None and obj == request.user:
            return ("is_active", "is_staff", "groups", "is_superuser", "user_permissions")
        return ()

    def save_model(self, request, obj, form, change):
        if not change:
            obj.is_staff = True  # there are no other accounts
        super().save_model(request, obj, form, change)

    def user_change_password(self, request, id, form_url=""):  # noqa: A002 - Django's name
        """Who changes their own password has to know the old one."""
        if self.get_object(request, unquote(id)) == request.user:
            return HttpResponseRedirect(reverse("admin:password_change"))
        return super().user_change_password(request, id, form_url)

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and _may_touch(request.user, obj)

    def has_delete_permission(self, request, obj=None):
        """An account that has changed anything stays, so that the history can name it."""
        may_delete = super().has_delete_permission(request, obj) and _may_touch(request.user, obj)
        if obj is None or not may_delete:
            return may_delete
        return obj != request.user and not _has_changed_anything(obj)

    def get_deleted_objects(self, objs, request):
        """Nothing is listed where an account stays: on how many cases somebody worked is no
        administrator's affair."""
        if any(not self.has_delete_permission(request, account) for account in objs):
            return [], {}, {self.opts.verbose_name}, []
        return super().get_deleted_objects(objs, request)

    @admin.display(description=_("roles"), empty_value="–")
    def roles(self, user):
        return ", ".join(map(role_name, user.groups.all())) or None


def _has_changed_anything(account: User) -> bool:
    """Whether it stands in the history of an item, or in the trail for more than signing in."""
    in_trail = AuditEntry.objects.filter(actor=account.pk, kind__startswith="articles.")
    return Revision.objects.filter(user=account).exists() or in_trail.exists()


def _may_touch(user: User, account: User | None) -> bool:
    return account is None or user.is_superuser or not account.is_superuser


@admin.register(Group)
class GroupAdmin(admin.ModelAdmin):
    """The roles, to look at. What each may do is set by migrations."""

    fields = ("role", "members", "rights")
    list_display = ("role", "members")
    readonly_fields = ("role", "members", "rights")
    search_fields = ("name",)
    ordering = ("name",)

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("user_set")

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    @admin.display(description=_("role"), ordering="name")
    def role(self, group):
        return role_name(group)

    @admin.display(description=_("members"), empty_value="–")
    def members(self, group):
        return ", ".join(sorted(user.get_username() for user in group.user_set.all())) or None

    @admin.display(description=_("permissions"), empty_value="–")
    def rights(self, group):
        names = group.permissions.order_by("codename").values_list("name")
        return format_html_join("", '<span class="line">{}</span>', names) or None
