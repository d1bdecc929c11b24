"""Our own copies of pages: their text, the file itself, and whether it is still what was taken."""

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from articles.links import archive
from articles.models import Snapshot


@admin.register(Snapshot)
class SnapshotAdmin(admin.ModelAdmin):
    """Evidence, so it is read-only here. The page itself is never shown as a page."""

    list_display = ("shown_title", "url", "kind", "taken_at", "bytes")
    list_display_links = ("shown_title",)
    search_fields = ("url", "page_url", "title", "=sha256")
    date_hierarchy = "taken_at"
    list_per_page = 50
    show_full_result_count = False
    nothing_yet = gettext_lazy(
        "No page has been copied yet. A copy is kept when a draft is made from a link, and "
        "archive_links makes a copy of each page that is linked."
    )

    def get_urls(self):
        name, view = "articles_snapshot", self.admin_site.admin_view
        return [
            path("", view(self.changelist_view), name=f"{name}_changelist"),
            path("<path:object_id>/change/", view(self.copy_view), name=f"{name}_change"),
            path("<path:object_id>/file/", view(self.file_view), name=f"{name}_file"),
            path("<path:object_id>/verify/", view(self.verify_view), name=f"{name}_verify"),
        ]

    @admin.display(description=gettext_lazy("title"), ordering="title")
    def shown_title(self, snapshot):
        return snapshot.title or snapshot.url

    @method_decorator(require_safe)
    def copy_view(self, request, object_id):
        """The facts of a copy and its text as plain text."""
        snapshot = self._snapshot(request, object_id)
        context = self.admin_site.each_context(request) | {
            "title": _("Copy of a page"),
            "subtitle": snapshot.url,
            "opts": self.opts,
            "snapshot": snapshot,
            "paragraphs": archive.text_in(snapshot).splitlines(),
        }
        return TemplateResponse(request, "admin/articles/copy.html", context)

    @method_decorator(require_safe)
    def file_view(self, request, object_id):
        """The WARC, to be saved and not opened."""
        snapshot = self._snapshot(request, object_id)
        try:
            file = snapshot.open()
        except OSError:
            raise Http404 from None
        name = f"copy-{snapshot.pk}-{snapshot.taken_at:%Y-%m-%d}.warc.gz"
        return FileResponse(
            file, as_attachment=True, filename=name, content_type="application/warc"
        )

    @method_decorator(require_POST)
    def verify_view(self, request, object_id):
        """Compare the stored file with the digest that was noted when it was taken."""
        snapshot = self._snapshot(request, object_id)
        try:
            is_unchanged = archive.is_unchanged(snapshot)
        except OSError:
            messages.error(request, _("The file is not in the private store. Look in the backups."))
        else:
            if is_unchanged:
                messages.success(request, _("The file is exactly what was taken."))
            else:
                messages.error(
                    request, _("The file is NOT what was taken: its SHA-256 is another one.")
                )
        return HttpResponseRedirect(reverse("admin:articles_snapshot_change", args=[snapshot.pk]))

    def _snapshot(self, request, object_id: str) -> Snapshot:
        if not self.has_view_permission(request):
            raise PermissionDenied
        snapshot = self.get_object(request, unquote(object_id))
        if snapshot is None:
            raise Http404
        return snapshot

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
