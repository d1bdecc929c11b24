"""The staff's site: the stock admin with our index and our styles."""

from django.contrib.admin import AdminSite
from django.utils.translation import gettext_lazy as _

from articles.admin.index import latest_changes, waiting_for


class StaffSite(AdminSite):
    site_title = _("NKDB staff")
    site_header = _("NKDB staff")
    index_title = _("What waits")
    index_template = "admin/articles/index.html"
    enable_nav_sidebar = True

    def index(self, request, extra_context=None):
        context = {"waiting": waiting_for(request.user), "latest": latest_changes(request.user)}
        return super().index(request, context | (extra_context or {}))
