from django.apps import AppConfig
from django.contrib.admin.apps import SimpleAdminConfig


class NkdbcmsConfig(AppConfig):
    name = "nkdbcms"

    def ready(self):
        from nkdbcms import checks  # noqa: F401 - registers the system checks


class AdminConfig(SimpleAdminConfig):
    """The admin with our own site class and only the pages that we register."""

    default_site = "articles.admin.site.StaffSite"

    def ready(self):
        super().ready()
        # Not in the package's __init__, which is imported for the site class itself.
        from articles.admin import pages  # noqa: F401
