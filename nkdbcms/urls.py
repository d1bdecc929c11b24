"""Every address of the site."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from articles import sitemaps
from nkdbcms import views

urlpatterns = [
    path("healthz", views.healthz, name="healthz"),
    path("robots.txt", views.robots, name="robots"),
    path(".well-known/security.txt", views.security, name="security"),
    path("sitemap.xml", sitemaps.index, name="sitemap"),
    path("sitemap-pages.xml", sitemaps.pages, name="sitemap-pages"),
    path("sitemap-<slug:section>-<int:number>.xml", sitemaps.items, name="sitemap-items"),
    path("media/<path:name>", views.media, name="media"),
    path("admin/", admin.site.urls),
    *i18n_patterns(path("", include("articles.urls"))),
]
handler404 = "nkdbcms.views.not_found"
handler500 = "nkdbcms.views.server_error"
handler403 = "nkdbcms.views.forbidden"
handler400 = "nkdbcms.views.bad_request"
