"""What the pages of topics, outlets and people share: an existing row is offered for a new one."""

import json

from django.contrib.admin.options import IS_POPUP_VAR
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse

from articles.admin.base import VersionedAdmin
from articles.forms.named import AS_NEW

#: The button with which an editor takes the row that is offered. Its value is the primary key.
USE = "_use"


class NamedAdmin(VersionedAdmin):
    change_form_template = "admin/articles/named_form.html"
    ordering = ("name",)  # counting in a list drops the order of the model

    def add_view(self, request, form_url="", extra_context=None):
        if request.method == "POST" and USE in request.POST:
            return self._use(request, request.POST[USE])
        names = {"use_name": USE, "as_new_name": AS_NEW}
        return super().add_view(request, form_url, names | (extra_context or {}))

    def _use(self, request, key: str):
        """Pick a known row in the form from which the popup was opened, or open its page."""
        if not (self.has_add_permission(request) and self.has_view_permission(request)):
            raise PermissionDenied
        is_key = key.isascii() and key.isdigit() and len(key) < 19
        row = get_object_or_404(self.model, pk=key if is_key else None)
        if IS_POPUP_VAR in request.POST:
            picked = json.dumps({"value": str(row.pk), "obj": str(row)})
            context = {"popup_response_data": picked}
            return TemplateResponse(request, "admin/popup_response.html", context)
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_change"
        return HttpResponseRedirect(reverse(name, args=[row.pk]))
