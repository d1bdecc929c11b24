from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig as StockAdminConfig


class NkdbcmsConfig(AppConfig):
    name = "nkdbcms"

    def ready(self):
        from nkdbcms import checks  # noqa: F401 - registers the system checks


class AdminConfig(StockAdminConfig):
    """The admin with our own site class."""

    default_site = "articles.admin.site.StaffSite"
