"""The page on which two topics, or two outlets, become one."""

from django import forms
from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import merging, publishing
from articles.models.named import Named

# Each item is kept in its history. More of them than this would outlast the time of a request.
MOST = 500


class ChooseForm(forms.Form):
    """The row that stays."""

    into = forms.ModelChoiceField(queryset=None, label=gettext_lazy("Merge into"))

    def __init__(self, data, *, source: Named):
        super().__init__(data)
        rows = type(source).objects.exclude(pk=source.pk)
        if hasattr(source, "is_proposed"):
            rows = rows.filter(is_proposed=False)
        self.fields["into"].queryset = rows


class ConfirmForm(ChooseForm):
    """What was seen of the two."""

    seen = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    seen_into = forms.IntegerField(min_value=1, widget=forms.HiddenInput)


class MergePage:
    """Adds the page of merging to the admin of a Named model."""

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}_merge"
        view = self.admin_site.admin_view(self.merge_view)
        return [path("<path:object_id>/merge/", view, name=name), *super().get_urls()]

    def has_merge_permission(self, request) -> bool:
        """Merging changes one row and deletes the other."""
        return self.has_change_permission(request) and self.has_delete_permission(request)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        extra = {"has_merge_permission": self.has_merge_permission(request)}
        return super().change_view(request, object_id, form_url, extra | (extra_context or {}))

    def merge_view(self, request, object_id):
        """Choose the row that stays, look at what goes over, confirm."""
        if not self.has_merge_permission(request):
            raise PermissionDenied
        source = self.get_object(request, unquote(object_id))
        if source is None:
            raise Http404
        if request.method == "POST":
            return self._merge(request, source)
        choose = ChooseForm(request.GET if "into" in request.GET else None, source=source)
        into = choose.cleaned_data["into"] if choose.is_valid() else None
        move = into and merging.what_moves(source, into)
        return TemplateResponse(
            request,
            "admin/articles/merge.html",
            {
                **self.admin_site.each_context(request),
                "title": _("Merge “%s”") % source,
                "opts": self.opts,
                "original": source,
                "choose": choose,
                "into": into,
                "move": move,
                "is_too_much": move and move.articles + move.testimonies > MOST,
            },
        )

    def _merge(self, request, source: Named):
        form = ConfirmForm(request.POST, source=source)
        if not form.is_valid():
            messages.error(request, _("The other row is not there any more. Choose again."))
            return HttpResponseRedirect(self._address("merge", source.pk))
        given = form.cleaned_data
        move = merging.what_moves(source, given["into"])
        if move.articles + move.testimonies > MOST:
            raise PermissionDenied
        seen = {name: given[name] for name in ("seen", "seen_into")}
        name = str(source)
        try:
            moved = merging.merge(source, given["into"], **seen, by=request.user)
        except publishing.EditConflict:
            again = _("Somebody changed one of the two meanwhile. Look at what moves once more.")
            messages.error(request, again)
            return HttpResponseRedirect(
                f"{self._address('merge', source.pk)}?into={given['into'].pk}"
            )
        told = _("“%(source)s” was merged into “%(into)s”. Items that went over: %(number)d.")
        messages.success(request, told % {"source": name, "into": given["into"], "number": moved})
        return HttpResponseRedirect(self._address("change", given["into"].pk))
