"""The pages of the second factor: giving it, setting it up, and one's own sign-in at a glance."""

from django.contrib import admin, messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST
from segno import make_qr

from articles import audit
from articles.accounts import passkeys, pauses, second_factor, sessions
from articles.admin import passkeys as passkey_views
from articles.admin.confirming import (
    given,
    next_of,
    on_to_giving,
    on_to_setting_up,
    recently_confirmed,
)
from articles.choices import AuditEvent
from articles.forms.sign_in import CodeForm, wait_until

#: What somebody may open who has given the password only: the names of the addresses.
OPEN = {
    "admin:login",
    "admin:logout",
    "admin:language",
    "admin:second_factor",
    "admin:second_factor_setup",
    *passkey_views.OPEN,
}


def addresses() -> list:
    """The addresses of these pages. Each view looks by itself at who is there."""
    return [
        path("second-factor/", give, name="second_factor"),
        path("second-factor/set-up/", set_up, name="second_factor_setup"),
        path("second-factor/codes/", codes, name="second_factor_codes"),
        path("account/", account, name="account"),
        path("account/remove/", remove, name="account_remove"),
        path("account/sign-out-everywhere/", sign_out_everywhere, name="account_sign_out"),
        *passkey_views.addresses(),
    ]


def signed_in(view):
    """For staff who have given their password at least."""

    def guarded(request: HttpRequest, *args, **kwargs):
        if not (request.user.is_active and request.user.is_staff):
            return HttpResponseRedirect(reverse("admin:login"))
        return view(request, *args, **kwargs)

    return never_cache(guarded)


# --- Giving it ------------------------------------------------------------------------------


@signed_in
def give(request: HttpRequest) -> HttpResponse:
    """Ask for a code or a passkey, at signing in and again before what is most sensitive."""
    if not second_factor.has_factor(request.user):
        return on_to_setting_up(request)
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        device, refusal = _checked(request, form.cleaned_data["code"])
        if device:
            return given(request, device)
        form.add_error("code", refusal)
    return _page(
        request,
        "second_factor",
        title=_("One more step") if not request.user.is_verified() else _("Is it still you?"),
        form=form,
        has_app=second_factor.app_of(request.user) is not None,
        has_passkey=second_factor.passkeys_of(request.user).exists(),
    )


def _checked(request, code: str):
    key = pauses.key_of(request, request.user.get_username().casefold(), "code")
    if until := pauses.take_turn(key):
        return None, wait_until(until)
    try:
        device = second_factor.check(request.user, code)
    except second_factor.TooSoon as too_soon:
        return None, wait_until(too_soon.until)
    if device:
        pauses.forget(key)
        return device, ""
    audit.record(AuditEvent.CONFIRM_FAILED, by=request.user, about=request.user)
    return None, _("This code is not right, or it was used already. Wait for the next one.")


# --- Setting it up --------------------------------------------------------------------------


@signed_in
def set_up(request: HttpRequest) -> HttpResponse:
    """The first factor, or another app in place of the former one."""
    if second_factor.has_factor(request.user) and not sessions.is_recently_confirmed(request):
        return on_to_giving(request)
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if device := second_factor.finish_app(request.user, form.cleaned_data["code"]):
            return given(request, device)
        form.add_error("code", _("This code is not right. Enter the one that the app shows now."))
    app = second_factor.new_app(request.user)
    return _page(
        request,
        "second_factor_setup",
        title=_("Set up your second factor"),
        form=form,
        key=second_factor.key_of(app),
        picture=make_qr(app.config_url, error="m").svg_data_uri(scale=5, border=3),
        is_first=not second_factor.has_factor(request.user),
    )


@signed_in
@recently_confirmed
def codes(request: HttpRequest) -> HttpResponse:
    """Make recovery codes. They are shown in the answer and nowhere again."""
    made = second_factor.make_codes(request.user) if request.method == "POST" else []
    return _page(
        request,
        "second_factor_codes",
        title=_("Recovery codes"),
        codes=made,
        left=second_factor.codes_left(request.user),
    )


# --- One's own sign-in ----------------------------------------------------------------------


@signed_in
@recently_confirmed
def account(request: HttpRequest) -> HttpResponse:
    """What one signs in with, and how to change it."""
    return _page(
        request,
        "account",
        title=_("Your sign-in"),
        app=second_factor.app_of(request.user),
        keys=second_factor.passkeys_of(request.user),
        left=second_factor.codes_left(request.user),
    )


@require_POST
@signed_in
@recently_confirmed
def remove(request: HttpRequest) -> HttpResponse:
    """Take a factor away: the posted `passkey` by its number, or the app."""
    passkey = request.POST.get("passkey", "")
    if passkey.isascii() and passkey.isdigit():
        is_gone = second_factor.remove_passkey(request.user, int(passkey))
    else:
        is_gone = second_factor.remove_app(request.user)
    if is_gone:
        messages.success(request, _("It was removed."))
    else:
        messages.error(request, _("This is your last second factor. Add another one first."))
    return HttpResponseRedirect(reverse("admin:account"))


@require_POST
@signed_in
def sign_out_everywhere(request: HttpRequest) -> HttpResponse:
    """End every session of the account, this one as well."""
    audit.record(AuditEvent.SIGNED_OUT, by=request.user)
    sessions.end_all(request.user)
    logout(request)
    return HttpResponseRedirect(reverse("admin:login"))


# --- The pages themselves -------------------------------------------------------------------


def _page(request: HttpRequest, name: str, **context) -> TemplateResponse:
    shared = admin.site.each_context(request) | {
        "next": next_of(request),
        "passkeys_work": passkeys.can_be_used(request),
    }
    return TemplateResponse(request, f"admin/articles/{name}.html", shared | context)
