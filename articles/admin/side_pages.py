"""The pages beside the form of an item: its preview, and the way to its other language."""

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import path
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from articles import publishing
from articles.models import Publishable


class SidePages:
    """Adds the preview and the other language to the pages of a PublishableAdmin."""

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}"
        view = self.admin_site.admin_view
        return [
            path("<path:object_id>/preview/", view(self.preview_view), name=f"{name}_preview"),
            path(
                "<path:object_id>/translate/", view(self.translate_view), name=f"{name}_translate"
            ),
            *super().get_urls(),
        ]

    @method_decorator(require_safe)
    def preview_view(self, request, object_id):
        """The stored item as readers would see it."""
        return self.render_preview(request, self._item(request, object_id))

    def render_preview(self, request, item: Publishable) -> HttpResponse:
        """The public page of the item, marked as a preview, neither kept nor indexed."""
        raise NotImplementedError

    @method_decorator(require_POST)
    def translate_view(self, request, object_id):
        """Start the version in the other language, or open the one that is there."""
        return self.translate(request, self._item(request, object_id))

    def translate(self, request, item: Publishable) -> HttpResponse:
        if not self.has_add_permission(request):
            raise PermissionDenied
        try:
            version = publishing.translate(item, by=request.user)
        except publishing.AlreadyTranslated as already:
            version = already.version
            messages.info(request, _("This version was there already."))
        else:
            messages.success(
                request,
                _(
                    "A draft in the other language was made. Facts, topics, people and links are filled in."
                ),
            )
        return HttpResponseRedirect(self.address_of("change", version))

    def _item(self, request, object_id: str) -> Publishable:
        """The item that an address names, for somebody who may see it."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        item = self.get_object(request, unquote(object_id))
        if item is None:
            raise Http404
        return item
