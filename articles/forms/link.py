"""The links of an item, edited below it."""

from collections.abc import Iterable
from functools import cached_property

from django import forms
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.forms.languages import LanguageField
from articles.forms.told_by_page import capture_of, tell_source_of_link
from articles.forms.versioned import PartFormSet
from articles.models import ExternalLink, Publishable
from articles.models.external_link import BY_EDITOR


class LinkForm(forms.ModelForm):
    language = LanguageField(label=_("Language"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.is_unfinished and "url" in self.fields:
            self.fields["url"].widget.attrs |= {
                "class": "vURLField unfinished",
                "placeholder": _("The address got lost. Paste it here, or delete the link."),
            }

    def save(self, commit=True):
        if "archived_url" in self.changed_data:
            self.instance.archived_by = BY_EDITOR if self.instance.archived_url else ""
        return super().save(commit)

    @property
    def is_unfinished(self) -> bool:
        """Whether the stored link has lost its address."""
        return bool(self.instance.pk and not self.instance.url)


class LinkFormSet(PartFormSet):
    """Points at each link whose address is missing when somebody wants to publish."""

    once = "url"

    def add_fields(self, form, index):
        super().add_fields(form, index)
        if "url" not in form.fields:
            return
        form.fields["url"].help_text = self._elsewhere.get(form.instance.page_digest, "")
        if self._capture:
            tell_source_of_link(form.fields["url"], form.instance.url, self._capture)

    @cached_property
    def _capture(self):
        return capture_of(self.instance)

    @cached_property
    def _elsewhere(self) -> dict[str, str]:
        urls = [link.url for link in self.get_queryset() if link.url]
        return found_elsewhere(self.instance, urls)

    def clean(self):
        super().clean()
        if not {"_publish", "_schedule"} & set(self.data):
            return
        for form in self.kept_forms:
            if not form.cleaned_data.get("url") and "url" not in form.errors:
                form.add_error("url", _("The address got lost. Complete it, or delete the link."))


def found_elsewhere(item: Publishable, urls: Iterable[str]) -> dict[str, str]:
    """What to tell of each of the addresses that is at another item too, by its digest.

    One query, none without an address.
    """
    if not urls:
        return {}
    links = ExternalLink.objects.to_pages_at(*urls).beside(item)
    return {
        link.page_digest: format_html(
            gettext("This address is at “{}” as well. Is it the same piece?"), _page_of(link.owner)
        )
        for link in links.select_related("article", "testimony")
    }


def _page_of(item: Publishable) -> str:
    address = reverse(f"admin:articles_{item._meta.model_name}_change", args=[item.pk])
    return format_html('<a href="{}">{}</a>', address, item)
