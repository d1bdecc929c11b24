"""Security headers, compression, staff-only sessions, and redirects from former addresses."""

from copy import copy
from urllib.parse import quote

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.messages.middleware import MessageMiddleware
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpResponsePermanentRedirect
from django.middleware.gzip import GZipMiddleware
from django.shortcuts import render
from django.utils.translation import gettext as _
from django_otp.middleware import OTPMiddleware

from articles.choices import Language, Status

STAFF_PATH = "/admin/"
SAFE = ("GET", "HEAD")
#: What, below the language, is between us and one person.
NOT_FOR_EVERYBODY = ("submit/", "receipt/")
#: What has its address below that of a page and moves with it.
PARTS_OF_PAGES = ("feed/", "cite.bib", "cite.ris")
PERMISSIONS_POLICY = ", ".join(
    f"{feature}=()"
    for feature in (
        "accelerometer",
        "camera",
        "display-capture",
        "geolocation",
        "gyroscope",
        "microphone",
        "payment",
        "usb",
        "browsing-topics",
    )
)


class SecurityHeadersMiddleware:
    """Headers that Django and django-csp do not set."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        response.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        response.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if request.path.startswith(STAFF_PATH):
            response.setdefault("Cache-Control", "no-store, private")
            response.setdefault("X-Robots-Tag", "noindex, nofollow")
            # Under "no-referrer" a browser sends forms with the origin "null", which the CSRF
            # check refuses. No other site learns more from this one.
            response.setdefault("Referrer-Policy", "same-origin")
        else:
            # Kept, but asked for again each time: what is withdrawn has to vanish at once.
            response.setdefault("Cache-Control", "no-cache")
        return response


class ReadingCompressionMiddleware(GZipMiddleware):
    """Compresses what everybody may read, and nothing that holds a secret.

    Where a page has both a secret and something that a stranger can put into it, its compressed
    length tells the secret (BREACH). So the staff's pages, the forms that send something to us and
    receipts go out as they are.
    """

    def process_response(self, request, response):
        return super().process_response(request, response) if is_reading(request.path) else response


def is_reading(path: str) -> bool:
    """Whether an address below a language is of a page that is the same for everybody."""
    language, _slash, rest = path.removeprefix("/").partition("/")
    return language in Language.values and not rest.startswith(NOT_FOR_EVERYBODY)


class _StaffOnly:
    """Does its work below /admin/ only, so that readers get neither a session nor a cookie."""

    def __call__(self, request):
        if request.path.startswith(STAFF_PATH):
            return super().__call__(request)
        return self.get_response(request)


class StaffSessionMiddleware(_StaffOnly, SessionMiddleware):
    pass


class StaffAuthenticationMiddleware(_StaffOnly, AuthenticationMiddleware):
    pass


class StaffSecondFactorMiddleware(_StaffOnly, OTPMiddleware):
    """Lets nobody further who has not given both factors, and ends sessions that are over."""

    def process_view(self, request, view, args, kwargs):
        from articles.accounts import sessions  # the models are not loaded when it is imported
        from articles.admin.confirming import ask_again
        from articles.admin.second_factor import OPEN

        if not request.path.startswith(STAFF_PATH) or not request.user.is_authenticated:
            return None
        if sessions.is_over(request):
            logout(request)
            messages.info(request, _("You were signed out, because your session had ended."))
            return None
        sessions.touch(request)
        if not request.user.is_staff or request.user.is_verified():
            return None
        return None if request.resolver_match.view_name in OPEN else ask_again(request)


class StaffMessageMiddleware(_StaffOnly, MessageMiddleware):
    pass


class FormerAddressMiddleware:
    """Leads an address that is not found to where the thing is now, if readers may see it there.

    Addresses are in lower case. One with capitals leads to the one without, if that answers.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if response.status_code != 404 or request.path.startswith(STAFF_PATH):
            return response
        from articles.models import (
            Redirect,  # the models are not loaded when middleware is imported
        )

        page, part = _page_and_part(request.path)
        target = Redirect.target_of(page)
        if getattr(target, "status", None) == Status.WITHDRAWN:
            return render(request, "articles/withdrawn.html", status=410)
        if target is None:
            return self._without_capitals(request) or response
        if not _is_public(target):
            return response
        return HttpResponsePermanentRedirect(target.get_absolute_url() + part)

    def _without_capitals(self, request):
        path = request.path.lower()
        if path == request.path or not is_reading(path) or request.method not in SAFE:
            return None
        lower = copy(request)
        lower.path = lower.path_info = path
        if self(lower).status_code == 404:
            return None
        query = request.META.get("QUERY_STRING", "")
        return HttpResponsePermanentRedirect(quote(path) + (f"?{query}" if query else ""))


def _page_and_part(path: str) -> tuple[str, str]:
    """The page to which an address belongs, and what follows behind the page's own."""
    for part in PARTS_OF_PAGES:
        if path.endswith(f"/{part}"):
            return path.removesuffix(part), part
    return path, ""


def _is_public(target) -> bool:
    """Whether an article, a testimony, a topic or an outlet has a page for readers now."""
    return getattr(target, "is_visible", True) and not getattr(target, "is_proposed", False)
