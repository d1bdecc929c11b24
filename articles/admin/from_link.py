"""A draft from a pasted address: fetched, filled in, opened. And from the page saved by hand."""

import logging
from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from articles.forms.pasted_link import PastedLinkForm
from articles.forms.saved_page import FILL
from articles.imports.first_copies import keep_handed_in
from articles.imports.link_drafts import look_at, store
from articles.imports.link_filling import fill_in
from articles.links.capture import Captured, capture
from articles.links.policy import FetchPolicy
from articles.links.refusals import FetchRefused

logger = logging.getLogger(__name__)

#: What the requests of these pages may do. Only tests put another one in its place.
POLICY = FetchPolicy()


class FromLink:
    """Adds *New article from a link* to the pages of articles, and filling in from a saved page."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.from_link_view)
        return [path("from-link/", view, name="articles_article_from_link"), *super().get_urls()]

    @method_decorator(require_http_methods(["GET", "HEAD", "POST"]))
    def from_link_view(self, request):
        """One field. What is pasted leads to the form of a draft, or of the item that is there."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = PastedLinkForm(request.POST if request.method == "POST" else None)
        if form.is_valid():
            if opened := self._open(request, form.cleaned_data["url"]):
                return opened
            form.add_error(
                "url",
                _("This address is at an item that your account may not open. Ask an editor."),
            )
        context = self.admin_site.each_context(request) | {
            "title": _("New article from a link"),
            "opts": self.opts,
            "form": form,
            "seconds": round(POLICY.seconds),
        }
        return TemplateResponse(request, "admin/articles/from_link.html", context)

    def _open(self, request, url: str) -> HttpResponse | None:
        """The form of the item at an address, made now where there is none; None if not allowed."""
        captured = look_at(url, policy=POLICY)
        pasted = store(captured, by=request.user, policy=POLICY)
        item = pasted.item
        if pasted.is_new:
            tell_of_draft(request, captured)
            return HttpResponseRedirect(self.address_of("change", item))
        pages = self.admin_site.get_model_admin(type(item))
        if not pages.has_view_permission(request, item):
            return None
        messages.info(request, _("This item has the address %(url)s already.") % {"url": url})
        return HttpResponseRedirect(pages.address_of("change", item))

    # --- the page saved by hand -------------------------------------------------------------

    def complete(self, request, form):
        super().complete(request, form)
        if page := form.cleaned_data.get("page"):
            html, content_type = page
            link = form.instance.first_visible_link
            url = link.url if link else form.capture.url
            captured = capture(url, html, content_type=content_type)
            fill_in(form.instance, captured)
            transaction.on_commit(partial(_keep_handed_in, request, captured, page))

    def response_change(self, request, obj):
        if FILL not in request.POST:
            return super().response_change(request, obj)
        messages.success(request, _("The empty fields were filled in. Check them."))
        return HttpResponseRedirect(self.address_of("change", obj))


def _keep_handed_in(request, captured: Captured, page: tuple[bytes, str]) -> None:
    """Keep the page itself, or say why not: nobody else can fetch it later."""
    try:
        keep_handed_in(captured, *page, by=request.user, policy=POLICY)
    except FetchRefused as refusal:
        told = _("No copy of the page was kept. %(reason)s")
        messages.warning(request, told % {"reason": refusal})
    except (OSError, DatabaseError):
        logger.exception("a page that was handed in could not be stored")
        messages.error(
            request,
            _("The page could not be stored as a copy. Keep your file and upload it again later."),
        )


def tell_of_draft(request, captured: Captured) -> None:
    """What was filled in, or why it was nothing."""
    if captured.sources:
        messages.success(request, _("A draft was made from the page. Check what was filled in."))
        return
    told = _("%(problem)s The draft holds the address.")
    problem = captured.problems[0] if captured.problems else ""
    messages.warning(request, (told % {"problem": problem}).strip())
