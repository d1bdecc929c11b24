"""The staff's site: the stock admin with our index and our styles."""

from django.contrib.admin import AdminSite
from django.contrib.contenttypes.models import ContentType
from django.contrib.contenttypes.views import shortcut
from django.http import Http404, HttpResponseRedirect
from django.urls import path
from django.utils.translation import gettext_lazy as _

from articles import audit
from articles.accounts import sessions
from articles.admin import second_factor
from articles.admin.confirming import next_of, on_to_giving
from articles.admin.index import kinds_with_deleted, latest_changes, waiting_for
from articles.admin.language import set_language
from articles.choices import AuditEvent
from articles.forms.sign_in import SignInForm

#: The lists in the order in which they stand in menus; others follow.
ORDER = (
    "Submission",
    "PressTip",
    "Article",
    "Testimony",
    "Outlet",
    "Person",
    "Topic",
    "Image",
    "SitePage",
)


class StaffSite(AdminSite):
    site_title = _("NKDB staff")
    site_header = _("NKDB staff")
    index_title = _("What waits")
    index_template = "admin/articles/index.html"
    enable_nav_sidebar = False  # the lists stand below the header and leave the page its width
    login_form = SignInForm

    def get_urls(self):
        wrapped = self.admin_view(self.view_on_site)
        return [
            path("language/", set_language, name="language"),
            path("r/<int:content_type_id>/<str:object_id>/", wrapped, name="view_on_site"),
            *second_factor.addresses(),
            *super().get_urls(),
        ]

    def view_on_site(self, request, content_type_id, object_id):
        """The page that readers have of a row, for somebody in whose lists the row stands.

        Django's own asks for no permission, and so tells that there is a row.
        """
        kind = ContentType.objects.filter(pk=content_type_id).first()
        model = kind and kind.model_class()
        if model is None or not self.is_registered(model):
            raise Http404
        model_admin = self.get_model_admin(model)
        may_see = model_admin.has_view_permission(request)
        if not may_see or model_admin.get_object(request, object_id) is None:
            raise Http404
        return shortcut(request, content_type_id, object_id)

    def has_permission(self, request):
        """Staff who have given both factors. Without the middleware of the second: nobody."""
        is_verified = getattr(request.user, "is_verified", lambda: False)
        return super().has_permission(request) and is_verified()

    def login(self, request, extra_context=None):
        if request.method == "GET" and request.user.is_authenticated and request.user.is_staff:
            is_in = self.has_permission(request)
            return HttpResponseRedirect(next_of(request)) if is_in else on_to_giving(request)
        response = super().login(request, extra_context)
        if request.method == "POST" and response.status_code == 302:
            sessions.begin(request)
            audit.record(AuditEvent.SIGNED_IN, by=request.user)
        return response

    def logout(self, request, extra_context=None):
        if request.method == "POST" and request.user.is_authenticated:
            audit.record(AuditEvent.SIGNED_OUT, by=request.user)
        return super().logout(request, extra_context)

    def password_change(self, request, extra_context=None):
        before = request.user.password
        response = super().password_change(request, extra_context)
        if request.user.password != before:
            audit.record(AuditEvent.PASSWORD_CHANGED, by=request.user, about=request.user)
        return response

    def get_app_list(self, request, app_label=None):
        """What is written most often comes first, accounts come last."""
        apps = super().get_app_list(request, app_label)
        for app in apps:
            app["models"].sort(key=lambda model: _place(model["object_name"]))
        return sorted(apps, key=lambda app: app["app_label"] != "articles")

    def index(self, request, extra_context=None):
        waiting = waiting_for(request.user)
        context = {
            "waiting": waiting,
            "something_waits": any(pile.count for _kind, piles in waiting for pile in piles),
            "latest": latest_changes(request.user),
            "deleted": kinds_with_deleted(request.user),
        }
        return super().index(request, context | (extra_context or {}))


def _place(name: str) -> int:
    return ORDER.index(name) if name in ORDER else len(ORDER)
