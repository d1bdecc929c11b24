"""The addresses of the site and one more, of a view that does nothing."""

from django.http import HttpResponse
from django.urls import path

from nkdbcms.urls import *  # noqa: F403 - with the handlers of errors
from nkdbcms.urls import urlpatterns as site

urlpatterns = [path("bare", lambda request: HttpResponse("bare")), *site]
