"""The history of a row, restoring a version, and deleted rows."""

from dataclasses import dataclass

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from reversion.errors import RevertError
from reversion.models import Version

from articles import history, publishing

PER_PAGE = 25


@dataclass(frozen=True)
class Step:
    """One version and what it changed against the one before."""

    version: Version
    changes: list
    is_present: bool


class HistoryMixin:
    """Adds the history, the restoring and the recovery of deleted rows to a model's pages."""

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}"
        view = self.admin_site.admin_view
        return [
            path("deleted/", view(self.deleted_view), name=f"{name}_deleted"),
            path("deleted/<int:version_id>/", view(self.recover_view), name=f"{name}_recover"),
            path(
                "<path:object_id>/history/<int:version_id>/",
                view(self.restore_view),
                name=f"{name}_restore",
            ),
            *super().get_urls(),
        ]

    def history_view(self, request, object_id, extra_context=None):
        """Who changed what, word by word, newest first."""
        obj = self.get_object(request, unquote(object_id))
        if obj is None:
            raise Http404
        if not self.has_view_permission(request, obj):
            raise PermissionDenied
        kept = history.versions_of(obj)
        page = Paginator(kept, PER_PAGE).get_page(request.GET.get("page"))
        context = {
            "title": _("History: %s") % obj,
            "original": obj,
            "page": page,
            "steps": _steps(kept, page),
            "may_restore": self.has_change_permission(request, obj),
            "seen_version": obj.version,
        }
        return self._render(request, "admin/articles/history.html", context)

    @method_decorator(require_POST)
    def restore_view(self, request, object_id, version_id):
        """Bring an earlier version back into the row."""
        obj = self.get_object(request, unquote(object_id))
        if obj is None:
            raise Http404
        if not self.has_change_permission(request, obj):
            raise PermissionDenied
        version = get_object_or_404(history.versions_of(obj), pk=version_id)
        here = reverse(self._name("history"), args=[obj.pk])
        seen = request.POST.get("seen_version", "")
        if seen != str(obj.version):
            messages.error(
                request,
                _("Somebody has changed it since you opened the page. Look at the history again."),
            )
            return HttpResponseRedirect(here)
        return self._bring_back(request, obj, version, on_failure=here)

    def deleted_view(self, request):
        """The last version of each deleted row."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        page = Paginator(history.deleted(self.model), PER_PAGE).get_page(request.GET.get("page"))
        context = {
            "title": _("Deleted: %s") % self.opts.verbose_name_plural,
            "page": page,
            "may_recover": self.has_add_permission(request),
        }
        return self._render(request, "admin/articles/deleted.html", context)

    @method_decorator(require_POST)
    def recover_view(self, request, version_id):
        """Bring a deleted row back."""
        if not (self.has_view_permission(request) and self.has_add_permission(request)):
            raise PermissionDenied
        version = get_object_or_404(history.deleted(self.model), pk=version_id)
        return self._bring_back(request, None, version, on_failure=reverse(self._name("deleted")))

    def _bring_back(self, request, obj, version, *, on_failure: str):
        try:
            back = publishing.restore(obj, version, by=request.user)
        except RevertError:
            messages.error(
                request,
                _(
                    "It cannot be brought back, because something that it refers to is gone or its place is taken."
                ),
            )
            return HttpResponseRedirect(on_failure)
        except publishing.EditConflict:
            messages.error(
                request, _("Somebody else changed it at the same moment. Look at it again.")
            )
            return HttpResponseRedirect(on_failure)
        messages.success(request, _("“%s” is as it was in that version.") % back)
        return HttpResponseRedirect(reverse(self._name("change"), args=[back.pk]))

    def _name(self, page: str) -> str:
        return f"admin:{self.opts.app_label}_{self.opts.model_name}_{page}"

    def _render(self, request, template: str, context: dict):
        shared = self.admin_site.each_context(request) | {"opts": self.opts}
        return TemplateResponse(request, template, shared | context)


def _steps(kept, page) -> list[Step]:
    """The versions of a page, each against the one before, which may stand on the next page."""
    shown = list(page.object_list)
    before = list(kept[page.end_index() : page.end_index() + 1]) if shown else []
    described = history.describe([*shown, *before])
    described += [{}] * (len(shown) + 1 - len(described))
    return [
        Step(
            version,
            history.changes(older, newer) if older else [],
            is_present=page.number == 1 and index == 0,
        )
        for index, (version, newer, older) in enumerate(
            zip(shown, described, described[1:], strict=False)
        )
    ]
