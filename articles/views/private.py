"""What every page has on which somebody may be in danger."""

from collections.abc import Callable
from functools import wraps
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from articles.submissions.throttle import Throttle


def leaves_no_trace(view: Callable) -> Callable:
    """A page that nobody keeps a copy of and to which no other site can send a form.

    It is exempt from the usual check of forms because that needs a cookie: there is nothing here
    that a browser would be trusted for, so the origin that it names is enough.
    """

    @csrf_exempt
    @sensitive_post_parameters()
    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(view)
    def private(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if request.method == "POST" and comes_from_elsewhere(request):
            response = render(request, "403.html", status=403)
        else:
            response = view(request, *args, **kwargs)
        response["Cache-Control"] = "no-store, private"
        response["Referrer-Policy"] = "no-referrer"
        # Django would write a line about a refusal, and a line has its minute.
        response._has_been_logged = True
        return response

    return private


def comes_from_elsewhere(request: HttpRequest) -> bool:
    """Whether a browser says that another site sent this form.

    Under no-referrer browsers name the origin "null", so that only Sec-Fetch-Site tells; old
    browsers send neither.
    """
    if site := request.headers.get("Sec-Fetch-Site"):
        return site not in {"same-origin", "none"}
    origin = request.headers.get("Origin", "null")
    return origin != "null" and urlsplit(origin).netloc != request.get_host()


def address_of(request: HttpRequest) -> str:
    """The address that the request came from, for counting only: it is stored nowhere."""
    if settings.BEHIND_PROXY:
        return request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
    return request.META.get("REMOTE_ADDR", "")


def lets_in(request: HttpRequest, throttle: Throttle) -> bool:
    return throttle.lets_in(address_of(request))
