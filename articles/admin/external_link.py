"""Links that need a hand: what only a person can settle, with the right button on each row."""

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Case, Value, When
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from articles.admin import link_verbs
from articles.admin.index import TROUBLES
from articles.links import mending
from articles.models import ExternalLink, Snapshot
from articles.publishing import EditConflict

PER_PAGE = 50


@admin.register(ExternalLink)
class ExternalLinkAdmin(admin.ModelAdmin):
    """The work list, a page for each link, and what the buttons do."""

    #: What visits may do. Tests replace it.
    policy = link_verbs.POLICY

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("", view(self.list_view), name="articles_externallink_changelist"),
            path(
                "<path:object_id>/change/",
                view(self.link_view),
                name="articles_externallink_change",
            ),
            path("<path:object_id>/act/", view(self.act_view), name="articles_externallink_act"),
        ]

    # --- pages ------------------------------------------------------------------------------

    @method_decorator(require_safe)
    def list_view(self, request):
        """The links that need a hand, at most one kind of trouble at a time, longest first."""
        self._check_may_look(request)
        rows, trouble = ExternalLink.objects.needing_a_hand(), request.GET.get("state")
        rows = rows.released()
        if trouble in TROUBLES:
            rows = rows.filter(health=trouble)
        ranks = [When(health=state, then=Value(rank)) for rank, state in enumerate(TROUBLES)]
        rows = rows.select_related("article", "testimony")
        page = Paginator(rows.order_by(Case(*ranks), "health_since", "pk"), PER_PAGE).get_page(
            request.GET.get("page")
        )
        context = {
            "title": _("Links that need a hand"),
            "page": page,
            "rows": [self._row(request, link) for link in page],
            "troubles": TROUBLES.items(),
            "trouble": trouble if trouble in TROUBLES else "",
        }
        return self._render(request, "links", context)

    @method_decorator(require_safe)
    def link_view(self, request, object_id):
        """All that is known of one link: what visits found, and the copies of its page."""
        link = self._link(request, object_id)
        context = {
            "title": _("Link"),
            "subtitle": link.url,
            "row": self._row(request, link),
            "checks": link.checks.select_related("by")[:PER_PAGE],
            "copies": Snapshot.objects.of(link.url)[:PER_PAGE],
            "may_see_copies": request.user.has_perm("articles.view_snapshot"),
        }
        return self._render(request, "link", context)

    @method_decorator(require_POST)
    def act_view(self, request, object_id):
        """Do what a button says to the link, and to the other links with its address."""
        link = self._link(request, object_id)
        verb = link_verbs.BY_NAME.get(request.POST.get("verb"))
        if not self._may_change(request, link):
            raise PermissionDenied
        if verb is None:
            raise Http404
        try:
            if request.POST.get("seen") != link_verbs.token_of(link) or not verb.fits(link):
                raise EditConflict
            messages.success(request, self._apply(request, verb, link))
        except link_verbs.CannotBeDone as reason:
            messages.error(request, str(reason))
        except EditConflict:
            messages.error(
                request, _("The link or its item has changed meanwhile. Look at it again.")
            )
        return HttpResponseRedirect(self._way_back(request, link))

    def _apply(self, request, verb, link: ExternalLink) -> str:
        others = mending.others_with_same_address(link) if verb.is_for_all else []
        answer = request.POST.get("answer", "")
        said = verb.apply(link, request.user, answer, self.policy)
        for other in others:
            is_same = link_verbs.token_of(other) == request.POST.get("seen")
            if is_same and self._may_change(request, other):
                verb.apply(other, request.user, answer, self.policy)
        return said

    # --- parts ------------------------------------------------------------------------------

    def _row(self, request, link: ExternalLink) -> dict:
        """A link as the templates show it."""
        may_change = self._may_change(request, link)
        return {
            "link": link,
            "owner": link.owner,
            "owner_url": self._address(type(link.owner)._meta.model_name, link.owner.pk),
            "url": self._address("externallink", link.pk),
            "act_url": reverse("admin:articles_externallink_act", args=[link.pk]),
            "verbs": link_verbs.fitting(link) if may_change else [],
            "seen": link_verbs.token_of(link),
        }

    def _address(self, model: str, key: int) -> str:
        return reverse(f"admin:articles_{model}_change", args=[key])

    def _link(self, request, object_id: str) -> ExternalLink:
        self._check_may_look(request)
        links = ExternalLink.objects.complete().released().select_related("article", "testimony")
        key = unquote(object_id)
        link = links.filter(pk=key).first() if key.isascii() and key.isdigit() else None
        if link is None:
            raise Http404
        return link

    def _way_back(self, request, link: ExternalLink) -> str:
        """To the page on which the button was: the list or the link."""
        back = request.POST.get("back", "")
        is_ours = url_has_allowed_host_and_scheme(back, allowed_hosts=None)
        return back if is_ours else self._address("externallink", link.pk)

    def _render(self, request, template: str, context: dict) -> TemplateResponse:
        context = self.admin_site.each_context(request) | {"opts": self.opts} | context
        return TemplateResponse(request, f"admin/articles/{template}.html", context)

    # --- permissions ------------------------------------------------------------------------

    def _check_may_look(self, request) -> None:
        if not self.has_view_permission(request):
            raise PermissionDenied

    def _may_change(self, request, link: ExternalLink) -> bool:
        """Whoever may change the item that the link belongs to, and links at all."""
        owner_admin = self.admin_site.get_model_admin(type(link.owner))
        return request.user.has_perm("articles.change_externallink") and (
            owner_admin.has_change_permission(request, link.owner)
        )

    def has_add_permission(self, request):
        return False
