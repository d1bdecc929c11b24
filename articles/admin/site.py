"""The staff's site: the stock admin with our index and our styles."""

from django.contrib.admin import AdminSite
from django.urls import path
from django.utils.translation import gettext_lazy as _

from articles.admin.index import kinds_with_deleted, latest_changes, waiting_for
from articles.admin.language import set_language


class StaffSite(AdminSite):
    site_title = _("NKDB staff")
    site_header = _("NKDB staff")
    index_title = _("What waits")
    index_template = "admin/articles/index.html"
    enable_nav_sidebar = True

    def get_urls(self):
        return [path("language/", set_language, name="language"), *super().get_urls()]

    def index(self, request, extra_context=None):
        waiting = waiting_for(request.user)
        context = {
            "waiting": waiting,
            "something_waits": any(pile.count for _kind, piles in waiting for pile in piles),
            "latest": latest_changes(request.user),
            "deleted": kinds_with_deleted(request.user),
        }
        return super().index(request, context | (extra_context or {}))
