"""The queue of press tips: what readers have found, and what becomes of it."""

import uuid

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST, require_safe

from articles.admin import from_link
from articles.admin.tip_rows import rows_of, shown
from articles.admin.tip_verbs import BY_NAME, VERBS
from articles.choices import ChangeReason, TipState
from articles.models import PressTip
from articles.submissions import tips

PER_PAGE = 50


#: The lists, by the value in their address.
LISTS = {
    "": (gettext_lazy("Waiting"), lambda tips: tips.waiting(), ("first_on", "page_key")),
    "decided": (
        gettext_lazy("Decided"),
        lambda tips: tips.decided(),
        ("-decided_on", "page_key", "state"),
    ),
}


@admin.register(PressTip)
class PressTipAdmin(admin.ModelAdmin):
    """The queue, a page for each tip, and what the buttons do."""

    def get_urls(self):
        name, view = "articles_presstip", self.admin_site.admin_view
        return [
            path("", view(self.list_view), name=f"{name}_changelist"),
            path("spam/", view(self.spam_view), name=f"{name}_spam"),
            path("<uuid:object_id>/change/", view(self.tip_view), name=f"{name}_change"),
            path("<uuid:object_id>/act/", view(self.act_view), name=f"{name}_act"),
        ]

    @method_decorator(require_safe)
    def list_view(self, request):
        """The pages that tips name, what has waited longest first; or what was decided last."""
        self._check_may(request, "view")
        chosen = request.GET.get("state", "")
        chosen = chosen if chosen in LISTS else ""
        _label, rows, order = LISTS[chosen]
        groups = rows(PressTip.objects.all()).by_page().order_by(*order)
        page = Paginator(groups, PER_PAGE).get_page(request.GET.get("page"))
        firsts = PressTip.objects.in_bulk([group["first"] for group in page])
        numbered = [(firsts[one["first"]], one["number"]) for one in page if one["first"] in firsts]
        context = {
            "title": _("Press tips"),
            "page": page,
            "rows": rows_of(numbered, request.user),
            "lists": [(value, label) for value, (label, *_rest) in LISTS.items()],
            "chosen": chosen,
            "may_decide": self._may(request, "change") and not chosen,
        }
        return self._render(request, "tips", context)

    @method_decorator(require_safe)
    def tip_view(self, request, object_id):
        """All that is known of a tip, and the buttons."""
        self._check_may(request, "view")
        tip = self._tip(object_id)
        others = PressTip.objects.of_the_same_page(tip)
        (row,) = rows_of([(tip, others.count() + 1)], request.user)
        is_decided = TipState(tip.state).is_decided
        may_decide = self._may(request, "change") and not is_decided
        context = {
            "title": _("Press tip"),
            "row": row,
            "others": others.order_by("-arrived_on", "pk")[:PER_PAGE],
            "is_decided": is_decided,
            "verbs": [verb for verb in VERBS if may_decide and verb.fits(row)],
            "article": shown(tip.article, request.user),
            "seconds": round(from_link.POLICY.seconds),
        }
        return self._render(request, "tip", context)

    @method_decorator(require_POST)
    def act_view(self, request, object_id):
        """Do what a button says to a tip and the others of its page."""
        self._check_may(request, "change")
        tip, verb = self._tip(object_id), BY_NAME.get(request.POST.get("verb"))
        if verb is None:
            raise Http404
        here = reverse("admin:articles_presstip_change", args=[tip.pk])
        try:
            return HttpResponseRedirect(verb.apply(request, tip) or here)
        except tips.AlreadyDecided:
            messages.error(
                request, _("Somebody else was faster. Below you see what became of this tip.")
            )
        except tips.NotOnTheSite:
            messages.error(request, _("The item is no longer there. Decide again."))
        return HttpResponseRedirect(here)

    @method_decorator(require_POST)
    def spam_view(self, request):
        """Decline the ticked tips, each with the others of its page, as spam."""
        self._check_may(request, "change")
        declined = 0
        for tip in PressTip.objects.waiting().filter(pk__in=_ticked(request)):
            try:
                tips.decline(tip, by=request.user, reason=ChangeReason.SPAM)
                declined += 1
            except tips.AlreadyDecided:
                continue
        if declined:
            told = ngettext(
                "%d tip was declined as spam.", "%d tips were declined as spam.", declined
            )
            messages.success(request, told % declined)
        else:
            messages.warning(request, _("Nothing was ticked that still waits."))
        return HttpResponseRedirect(reverse("admin:articles_presstip_changelist"))

    # --- parts ------------------------------------------------------------------------------

    def _tip(self, key) -> PressTip:
        tip = PressTip.objects.select_related("article", "decided_by").filter(pk=key).first()
        if tip is None:
            raise Http404
        return tip

    def _render(self, request, template: str, context: dict) -> TemplateResponse:
        context = self.admin_site.each_context(request) | {"opts": self.opts} | context
        return TemplateResponse(request, f"admin/articles/{template}.html", context)

    def _may(self, request, verb: str) -> bool:
        return request.user.has_perm(f"articles.{verb}_presstip")

    def _check_may(self, request, verb: str) -> None:
        if not self._may(request, verb):
            raise PermissionDenied

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


def _ticked(request) -> list[str]:
    """The keys that were ticked, without what is none."""
    return [key for key in request.POST.getlist("tip")[:PER_PAGE] if _is_key(key)]


def _is_key(text: str) -> bool:
    try:
        uuid.UUID(text)
    except ValueError:
        return False
    return True
