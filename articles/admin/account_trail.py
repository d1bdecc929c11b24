"""What becomes of staff accounts goes into the audit trail, and resetting a second factor."""

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _

from articles import audit
from articles.accounts import second_factor, sessions
from articles.admin.confirming import recently_confirmed
from articles.choices import AuditEvent


class AccountTrail:
    """Adds the trail and the reset page to the admin of accounts."""

    change_form_template = "admin/articles/account_form.html"

    def get_urls(self):
        view = self.admin_site.admin_view(self.second_factor_view)
        address = path("<path:object_id>/second-factor/", view, name="auth_user_second_factor")
        return [address, *super().get_urls()]

    # --- the second factor of somebody else -------------------------------------------------

    @method_decorator(recently_confirmed)
    def second_factor_view(self, request, object_id):
        """Ask whether a colleague's second factor is to be reset, and do it."""
        account = self.get_object(request, unquote(object_id))
        if account is None:
            raise Http404
        if not self.has_change_permission(request, account):
            raise PermissionDenied
        if account == request.user:  # one's own is changed where one is asked for it first
            return HttpResponseRedirect(reverse("admin:account"))
        if request.method == "POST":
            second_factor.reset(account, by=request.user)
            messages.success(request, _("The second factor of “%s” was reset.") % account)
            return HttpResponseRedirect(reverse("admin:auth_user_change", args=[account.pk]))
        context = self.admin_site.each_context(request) | {
            "title": _("Reset the second factor"),
            "account": account,
            "opts": self.opts,
        }
        return TemplateResponse(request, "admin/articles/reset_second_factor.html", context)

    # --- the trail --------------------------------------------------------------------------

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        with transaction.atomic():
            before = object_id and self.get_object(request, unquote(object_id))
            request.account_before = before and _state(before)
            return super().changeform_view(request, object_id, form_url, extra_context)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        account, by = form.instance, request.user
        if not change:
            audit.record(AuditEvent.ACCOUNT_MADE, by=by, about=account)
        was_active, had = request.account_before or (True, None)
        is_active, has = _state(account)
        if was_active and not is_active:
            sessions.end_all(account)
            audit.record(AuditEvent.ACCOUNT_CLOSED, by=by, about=account)
        if is_active and not was_active:
            audit.record(AuditEvent.ACCOUNT_OPENED, by=by, about=account)
        if had != has:
            audit.record(AuditEvent.ROLES_CHANGED, by=by, about=account)

    def user_change_password(self, request, id, form_url=""):  # noqa: A002 - Django's name
        with transaction.atomic():
            account = self.get_object(request, unquote(id))
            before = account and account.password
            response = super().user_change_password(request, id, form_url)
            if account and type(account).objects.get(pk=account.pk).password != before:
                audit.record(AuditEvent.PASSWORD_CHANGED, by=request.user, about=account)
            return response

    def delete_model(self, request, obj):
        with transaction.atomic():
            audit.record(AuditEvent.ACCOUNT_DELETED, by=request.user, about=obj)
            super().delete_model(request, obj)

    def delete_queryset(self, request, queryset):
        with transaction.atomic():
            for account in queryset:
                audit.record(AuditEvent.ACCOUNT_DELETED, by=request.user, about=account)
            super().delete_queryset(request, queryset)


def _state(account) -> tuple[bool, tuple]:
    """Whether somebody may sign in, and what they may do then."""
    roles = set(account.groups.values_list("pk", flat=True))
    single = set(account.user_permissions.values_list("pk", flat=True))
    return account.is_active, (roles, (account.is_superuser, account.is_staff, single))
