"""The addresses of the API."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.generic import RedirectView

from articles.api.problems import problem
from articles.api.v1 import api

READING = {"GET", "HEAD"}


def for_reading(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A view of the API that is asked with GET or HEAD alone, by pages of any site."""

    @wraps(view)
    def asked(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if request.method in READING:
            response = _as_get(view, request, *args, **kwargs)
        else:
            response = problem(405, "This API is for reading: ask with GET.")
            response["Allow"] = ", ".join(sorted(READING))
        response["Access-Control-Allow-Origin"] = "*"
        response["Cross-Origin-Resource-Policy"] = "cross-origin"
        return response

    return asked


def _as_get(view, request: HttpRequest, *args, **kwargs) -> HttpResponse:
    # django-ninja knows no HEAD. The server leaves the content out.
    method, request.method = request.method, "GET"
    try:
        return view(request, *args, **kwargs)
    finally:
        request.method = method


served = api.urls
for pattern in served[0]:
    pattern.callback = for_reading(pattern.callback)

urlpatterns = [
    path("", RedirectView.as_view(pattern_name="data")),
    path("", served),
]
