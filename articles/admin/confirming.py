"""Asking for the second factor: at every sign-in, and again before what is most sensitive."""

from functools import wraps
from urllib.parse import urlsplit

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from articles import audit
from articles.accounts import pauses, second_factor, sessions
from articles.choices import AuditEvent, FactorKind


def recently_confirmed(view):
    """Show `view` only to somebody who gave the second factor in the last quarter of an hour.

    Everybody else is asked for it and comes back. What a form sent is lost then, so that the page
    with the form has to be guarded as well. For methods use method_decorator.
    """

    @wraps(view)
    def guarded(request, *args, **kwargs):
        if sessions.is_recently_confirmed(request):
            return view(request, *args, **kwargs)
        return ask_again(request)

    return guarded


def ask_again(request: HttpRequest) -> HttpResponseRedirect:
    """To the page that asks for the second factor, and back to where somebody is now."""
    here = request.get_full_path()
    if request.method not in {"GET", "HEAD"}:
        came_from = urlsplit(request.headers.get("Referer", ""))
        here = came_from.path if came_from.netloc == request.get_host() else ""
    return _on_to("second_factor", here)


def given(request: HttpRequest, device) -> HttpResponse:
    """Somebody gave the right second factor: on to where they wanted to go."""
    sessions.confirm(request, device)
    kind = second_factor.kind_of(device)
    audit.record(AuditEvent.CONFIRMED, by=request.user, about=request.user, reason=kind)
    left = second_factor.codes_left(request.user)
    if left and kind is FactorKind.RECOVERY:
        messages.warning(request, _("Recovery codes left: %d. Make new ones in time.") % left)
    response = HttpResponseRedirect(next_of(request)) if left else on_to_codes(request)
    pauses.remember(request, response, request.user.get_username().casefold())
    return response


# --- Where to go ----------------------------------------------------------------------------


def next_of(request: HttpRequest) -> str:
    """Where somebody wanted to go before they were asked, always an address of these pages."""
    return own_address(request.POST.get("next") or request.GET.get("next", ""))


def own_address(there: str) -> str:
    """`there` if it is an address of the staff's pages, their first page otherwise."""
    index = reverse("admin:index")
    is_ours = there.startswith(index) and url_has_allowed_host_and_scheme(there, allowed_hosts=None)
    return there if is_ours else index


def on_to_giving(request: HttpRequest) -> HttpResponseRedirect:
    return _on_to("second_factor", next_of(request))


def on_to_setting_up(request: HttpRequest) -> HttpResponseRedirect:
    return _on_to("second_factor_setup", next_of(request))


def on_to_codes(request: HttpRequest) -> HttpResponseRedirect:
    return _on_to("second_factor_codes", next_of(request))


def _on_to(name: str, there: str) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse(f"admin:{name}", query={"next": own_address(there)}))
