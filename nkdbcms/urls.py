"""Every address of the site."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path, register_converter
from django.urls.converters import StringConverter

from articles import sitemaps
from articles.views import short
from nkdbcms import views


class ShortKey(StringConverter):
    """The digits by which an item is known."""

    regex = "[0-9a-f]{12}"


class LanguageCode(StringConverter):
    """One of the languages of the site."""

    regex = "en|ko"


register_converter(ShortKey, "key")
register_converter(LanguageCode, "lang")

urlpatterns = [
    path("healthz", views.healthz, name="healthz"),
    path("favicon.ico", views.favicon, name="favicon"),
    path("robots.txt", views.robots, name="robots"),
    path(".well-known/security.txt", views.security, name="security"),
    path("sitemap.xml", sitemaps.index, name="sitemap"),
    path("sitemap-pages.xml", sitemaps.pages, name="sitemap-pages"),
    path("sitemap-<slug:section>-<int:number>.xml", sitemaps.items, name="sitemap-items"),
    path("a/<key:key>/", short.article, name="short-article"),
    path("a/<key:key>/<lang:language>/", short.article, name="short-article"),
    path("t/<key:key>/", short.testimony, name="short-testimony"),
    path("t/<key:key>/<lang:language>/", short.testimony, name="short-testimony"),
    path("media/<path:name>", views.media, name="media"),
    path("api/v1/", include("articles.api.urls")),
    path("admin/", admin.site.urls),
    *i18n_patterns(path("", include("articles.urls"))),
]
handler404 = "nkdbcms.views.not_found"
handler500 = "nkdbcms.views.server_error"
handler403 = "nkdbcms.views.forbidden"
handler400 = "nkdbcms.views.bad_request"
