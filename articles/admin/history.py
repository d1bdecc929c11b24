"""The history of a row, its versions, and deleted rows."""

from dataclasses import dataclass
from itertools import pairwise

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import IntegrityError
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from reversion.errors import RevertError
from reversion.models import Version

from articles import history, publishing
from articles.models import Versioned
from articles.text.differences import abridged

PER_PAGE = 25


@dataclass(frozen=True)
class Step:
    """One version and what it changed against the one before, None where it is the first."""

    version: Version
    changes: list | None
    is_present: bool


class HistoryMixin:
    """Adds the history, the restoring and the recovery of deleted rows to a model's pages.

    To look takes the view permission, to restore the change permission, to recover the
    permission to add.
    """

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}"
        view = self.admin_site.admin_view
        return [
            path("deleted/", view(self.deleted_view), name=f"{name}_deleted"),
            path(
                "deleted/<int:version_id>/",
                view(self.deleted_version_view),
                name=f"{name}_deleted_version",
            ),
            path(
                "<path:object_id>/history/<int:version_id>/",
                view(self.version_view),
                name=f"{name}_version",
            ),
            *super().get_urls(),
        ]

    # --- pages ------------------------------------------------------------------------------

    @method_decorator(require_safe)
    def history_view(self, request, object_id, extra_context=None):
        """Who changed what, word by word, newest first. A deleted row leads to what is left of it."""
        row = self._row(request, object_id, or_none=True)
        if row is None:
            gone = get_object_or_404(history.deleted(self.model), object_id=unquote(object_id))
            return HttpResponseRedirect(self._address("deleted_version", gone.pk))
        kept = history.versions_of(row)
        page = Paginator(kept, PER_PAGE).get_page(request.GET.get("page"))
        context = {
            "title": _("History"),
            "subtitle": str(row),
            "original": row,
            "page": page,
            "steps": _steps(row, kept, page),
            "may_restore": self.has_change_permission(request, row),
        }
        return self._render(request, "history", context)

    @method_decorator(require_http_methods(["GET", "HEAD", "POST"]))
    def version_view(self, request, object_id, version_id):
        """All of a version, and what restoring it would change. POST restores it."""
        row = self._row(request, object_id)
        version = get_object_or_404(history.versions_of(row), pk=version_id)
        if request.method == "POST":
            return self._restore(request, row, version)
        newest = history.versions_of(row).first()
        shown, present = history.describe([version, newest])
        context = {
            "title": _("A version of the history"),
            "subtitle": str(row),
            "original": row,
            "version": version,
            "texts": shown.items(),
            "changes": _abridged(history.changes(present, shown)),
            "may_restore": self.has_change_permission(request, row),
        }
        return self._render(request, "version", context)

    @method_decorator(require_safe)
    def deleted_view(self, request):
        """The last version of each deleted row."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        page = Paginator(history.deleted(self.model), PER_PAGE).get_page(request.GET.get("page"))
        context = {
            "title": _("Deleted items"),
            "subtitle": self.opts.verbose_name_plural,
            "page": page,
            "may_recover": self.has_add_permission(request),
        }
        return self._render(request, "deleted", context)

    @method_decorator(require_http_methods(["GET", "HEAD", "POST"]))
    def deleted_version_view(self, request, version_id):
        """All of a deleted row. POST brings it back."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        version = get_object_or_404(history.deleted(self.model), pk=version_id)
        if request.method == "POST":
            if not self.has_add_permission(request):
                raise PermissionDenied
            return self._bring_back(request, None, version, on_failure=self._address("deleted"))
        (texts,) = history.describe([version])
        context = {
            "title": _("A deleted item"),
            "subtitle": version.object_repr,
            "version": version,
            "texts": texts.items(),
            "may_recover": self.has_add_permission(request),
        }
        return self._render(request, "version", context)

    # --- bringing back ----------------------------------------------------------------------

    def _restore(self, request, row: Versioned, version: Version):
        if not self.has_change_permission(request, row):
            raise PermissionDenied
        here = self._address("history", row.pk)
        if request.POST.get("seen_version") != str(row.version):
            sentence = _("Somebody has changed it since you opened the page. Look at it again.")
            return self._refused(request, sentence, here)
        return self._bring_back(request, row, version, on_failure=here)

    def _bring_back(self, request, row: Versioned | None, version: Version, *, on_failure: str):
        try:
            back = publishing.restore(row, version, by=request.user)
        except (RevertError, publishing.Blocked) as obstacle:
            reasons = getattr(obstacle, "reasons", {}).values()
            publishing.record_name(reasons, by=request.user, about=row)
            return self._refused(request, str(obstacle), on_failure)
        except (publishing.EditConflict, IntegrityError):
            sentence = _("Somebody else changed it at the same moment. Look at it again.")
            return self._refused(request, sentence, on_failure)
        said = _("“%s” is as it was in that version.") if row else _("“%s” is back.")
        messages.success(request, said % back)
        may_change = self.has_view_or_change_permission(request, back)
        where = self._address("change", back.pk) if may_change else self._address("changelist")
        return HttpResponseRedirect(where)

    def _refused(self, request, sentence: str, where: str):
        messages.error(request, sentence)
        return HttpResponseRedirect(where)

    # --- shared -----------------------------------------------------------------------------

    def _row(self, request, object_id: str, *, or_none: bool = False) -> Versioned | None:
        """The row that an address names, for somebody who may see it."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        row = self.get_object(request, unquote(object_id))
        if row is None and not or_none:
            raise Http404
        return row

    def _address(self, page: str, *args) -> str:
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_{page}"
        return reverse(name, args=args)

    def _render(self, request, template: str, context: dict):
        shared = self.admin_site.each_context(request) | {"opts": self.opts}
        return TemplateResponse(request, f"admin/articles/{template}.html", shared | context)


def _steps(row: Versioned, kept, page) -> list[Step]:
    """The versions of a page, each against the one before, which may stand on the next page."""
    shown = list(page.object_list)
    before = list(kept[page.end_index() : page.end_index() + 1]) if shown else []
    described = history.describe([*shown, *before])
    changes = [_abridged(history.changes(old, new)) for new, old in pairwise(described)]
    if len(changes) < len(shown):
        changes.append(None)
    is_latest = [page.number == 1 and number == 0 for number in range(len(shown))]
    return [
        Step(version, changed, latest and history.number_of(version) == row.version)
        for version, changed, latest in zip(shown, changes, is_latest, strict=True)
    ]


def _abridged(changes: list) -> list:
    return [(label, abridged(segments)) for label, segments in changes]
