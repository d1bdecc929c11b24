"""The keys of the moderators: who has one, making it, its passphrase, retiring it.

Passphrases and private halves stay in the browser: these pages take public halves and wrapped ones.
"""

from dataclasses import dataclass

from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_safe

from articles.admin.confirming import recently_confirmed
from articles.admin.sealing_again import SealingAgain
from articles.models import ModeratorKey, RecoveryKey
from articles.submissions import key_ring, sealing, sealing_again
from articles.submissions.refusals import Refused
from articles.submissions.word_lists import words

NAME = "articles_moderatorkey"
#: The lists of words that are offered for a passphrase, and their languages.
WORD_LISTS = {"english": "en", "korean": "ko"}


@admin.register(ModeratorKey)
class ModeratorKeyAdmin(SealingAgain, admin.ModelAdmin):
    """Moderators make and change their own key; administrators retire those of others, too."""

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("", view(self.list_view), name=f"{NAME}_changelist"),
            path("make/", view(self.make_view), name=f"{NAME}_add"),
            path("passphrase/", view(self.passphrase_view), name=f"{NAME}_passphrase"),
            path("copy/", view(self.copy_view), name=f"{NAME}_copy"),
            path("<int:object_id>/retire/", view(self.retire_view), name=f"{NAME}_retire"),
            *self.sealing_urls(NAME),
        ]

    # --- pages ------------------------------------------------------------------------------

    @method_decorator(require_safe)
    def list_view(self, request):
        """Who has a key, the recovery key, whether the door is open, what has to be sealed again."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        to, closed = _audience()
        context = {
            "title": _("Moderators' keys"),
            "own": self._own(request.user),
            "may_have_one": self.has_add_permission(request),
            "rows": list(_rows()),
            "recovery": RecoveryKey.current(),
            "closed": closed,
            "waiting": sealing_again.waiting(to).count() if to else 0,
        }
        return self.render(request, "list", context)

    @method_decorator(sensitive_post_parameters())
    @method_decorator(recently_confirmed)
    def make_view(self, request):
        """Make one's key in the browser; its public half and the wrapped one arrive here."""
        self.check_may_have_one(request)
        if request.method != "POST":
            context = {"title": _("Make your key"), "own": self._own(request.user)}
            return self.render(request, "make", context | {"lists": _lists()})
        posted = _posted(request)
        return self._done(
            request,
            lambda: key_ring.add(request.user, posted("recipient"), posted("wrapped")),
            _("Your key is made. What arrives from now on is sealed to it."),
        )

    @method_decorator(sensitive_post_parameters())
    @method_decorator(recently_confirmed)
    def passphrase_view(self, request):
        """Wrap one's key anew in the browser; the old wrapped half tells what is replaced."""
        self.check_may_have_one(request)
        own = self._own(request.user)
        if own is None:
            return HttpResponseRedirect(self.address())
        if request.method != "POST":
            context = {"title": _("Change the passphrase"), "own": own, "lists": _lists()}
            return self.render(request, "passphrase", context)
        posted = _posted(request)
        return self._done(
            request,
            lambda: key_ring.rewrap(own, old=posted("old"), new=posted("new")),
            _("The passphrase is changed. A copy of the key that you saved keeps the old one."),
        )

    @method_decorator(require_safe)
    @method_decorator(recently_confirmed)
    def copy_view(self, request):
        """One's wrapped key as a file, which `age -d` opens with the passphrase."""
        self.check_may_have_one(request)
        own = self._own(request.user)
        if own is None:
            raise Http404
        response = HttpResponse(own.wrapped, content_type="application/octet-stream")
        response["Content-Disposition"] = f'attachment; filename="key-{own.recipient[4:12]}.age"'
        return response

    @method_decorator(recently_confirmed)
    def retire_view(self, request, object_id):
        """Ask whether a key is to be retired, say what follows, and do it."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        key = ModeratorKey.objects.select_related("user").filter(pk=object_id).first()
        if key is None:
            raise Http404
        if request.method == "POST":
            said = _("The key is retired. Nothing is sealed to it from now on.")
            return self._done(request, lambda: key_ring.retire(key, by=request.user), said)
        context = {
            "title": _("Retire a key"),
            "key": key,
            "is_own": key.user == request.user,
            "lost": key_ring.lost_without(key),
            "closes": key_ring.closes_without(key),
        }
        return self.render(request, "retire", context)

    # --- parts ------------------------------------------------------------------------------

    def _done(self, request, verb, said: str) -> HttpResponse:
        """Do it, unless something secret came along, and say what came of it on the list."""
        try:
            key_ring.check_has_no_secret(_all_of(request))
            verb()
            messages.success(request, said)
        except Refused as refused:
            messages.error(request, str(refused))
        return HttpResponseRedirect(self.address())

    def _own(self, user: User) -> ModeratorKey | None:
        return user.moderator_keys.unretired().first()

    def address(self, page: str = "changelist") -> str:
        return reverse(f"admin:{NAME}_{page}")

    def render(self, request, template: str, context: dict) -> TemplateResponse:
        context = self.admin_site.each_context(request) | {"opts": self.opts} | context
        return TemplateResponse(request, f"admin/articles/keys/{template}.html", context)

    def check_may_have_one(self, request) -> None:
        if not self.has_add_permission(request):
            raise PermissionDenied

    def has_delete_permission(self, request, obj=None):
        return False


@dataclass(frozen=True)
class Row:
    """A key as the list shows it."""

    key: ModeratorKey
    is_active: bool

    @property
    def state(self) -> str:
        if self.is_active:
            return _("in use")
        if self.key.retired_on:
            return _("retired")
        if not self.key.user.is_active:
            return _("out of use: the account is closed")
        return _("out of use: this is no moderator's account")


def _rows():
    active = set(ModeratorKey.objects.active().values_list("pk", flat=True))
    keys = ModeratorKey.objects.select_related("user")
    rows = [Row(key, key.pk in active) for key in keys]
    yield from sorted(rows, key=lambda row: (not row.is_active, row.key.retired_on is not None))


def _audience() -> tuple[sealing.Audience | None, str]:
    """To whom is sealed now, or why nothing can be."""
    try:
        return sealing.audience(), ""
    except sealing.Closed as closed:
        return None, str(closed)


def _lists() -> list[tuple[str, str, str]]:
    """(name, language, words with spaces between them) of each list that is offered."""
    return [(name, language, " ".join(words(name))) for name, language in WORD_LISTS.items()]


def _posted(request):
    """What was posted under a name. A browser sends every line break as two characters."""
    return lambda name: request.POST.get(name, "").replace("\r\n", "\n")


def _all_of(request) -> list[str]:
    """Every name and value that was sent, in whatever field."""
    named = [*request.POST.lists(), *request.GET.lists()]
    return [text for name, values in named for text in (name, *values)]
