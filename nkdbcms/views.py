"""Views of the site itself: its health, what it tells machines, its media and its error pages."""

import datetime as dt
from pathlib import PurePosixPath

from django.conf import settings
from django.core.files.storage import FileSystemStorage, default_storage
from django.db import connection
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django.views.static import serve

from articles.api.problems import NOTHING_HERE, problem
from articles.models.image import FOLDER as PICTURES

# Pages below each language with nothing to find: results of searches, and forms.
APART = ("search", "submit", "receipt")
SECURITY_DAYS = 180
YEAR = 365 * 24 * 60 * 60
#: Told here, because what a machine knows of file endings differs, and nobody may guess.
PICTURE_TYPES = {
    ".avif": "image/avif",
    ".gif": "image/gif",
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".webp": "image/webp",
}


@require_safe
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """`ok` where the database answers; an error otherwise, for whoever watches the server."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok\n", content_type="text/plain")


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """What programs that walk the site should leave alone, and where they find all the rest."""
    closed = [
        "/admin/",
        *(f"/{code}/{page}/" for code, _name in settings.LANGUAGES for page in APART),
    ]
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in closed)]
    lines += ["", f"Sitemap: {settings.SITE_URL}{reverse('sitemap')}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@require_safe
def security(request: HttpRequest) -> HttpResponse:
    """Whom to tell of a weakness (RFC 9116). Raises Http404 where nobody is named."""
    if not settings.SECURITY_CONTACT:
        raise Http404("SECURITY_CONTACT is not set")
    expires = timezone.now().astimezone(dt.UTC) + dt.timedelta(days=SECURITY_DAYS)
    lines = [
        f"Contact: {settings.SECURITY_CONTACT}",
        # By the day, so that it is the same file all day long.
        f"Expires: {expires:%Y-%m-%d}T00:00:00Z",
        f"Preferred-Languages: {', '.join(code for code, _name in settings.LANGUAGES)}",
        f"Canonical: {settings.SITE_URL}{reverse('security')}",
        "",
    ]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    """Our mark for programs that look here for it without reading the page."""
    return redirect(static("img/mark.svg"))


@require_safe
def media(request: HttpRequest, name: str) -> HttpResponse:
    """A public picture. Its name is made of its content, so it can be kept for ever."""
    path = PurePosixPath(name)
    is_public = path.parts[:1] == (PICTURES,) and path.suffix in PICTURE_TYPES
    if not is_public or any(part.startswith(".") for part in path.parts):
        raise Http404
    response = _file(request, name)
    response["Content-Type"] = PICTURE_TYPES[path.suffix]
    response["Cache-Control"] = f"public, max-age={YEAR}, immutable"
    return response


def _file(request: HttpRequest, name: str) -> HttpResponseBase:
    if isinstance(default_storage, FileSystemStorage):
        return serve(request, name, document_root=settings.MEDIA_ROOT)
    try:
        return FileResponse(default_storage.open(name))
    except FileNotFoundError:
        raise Http404 from None


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    if request.path.startswith("/api/"):
        return problem(404, NOTHING_HERE)
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    return render(request, "500.html", status=500)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "403.html", status=403)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "400.html", status=400)
