"""The links of an item, edited right below its source."""

from django import forms
from django.contrib import admin, messages

from articles.fields import WebAddressField
from articles.forms.link import LinkForm, LinkFormSet, found_elsewhere
from articles.models import ExternalLink, Publishable


class LinkInline(admin.StackedInline):
    model = ExternalLink
    form = LinkForm
    formset = LinkFormSet
    fields = (("kind", "url"), ("label", "language"), "archived_url")
    show_change_link = True  # to what visits found and the copies
    formfield_overrides = {
        WebAddressField: {"widget": forms.URLInput(attrs={"class": "vURLField"})},
    }
    #: The fieldset below which the form shows it.
    after = "source"

    def get_extra(self, request, obj=None, **kwargs):
        return 0 if obj and obj.links.exists() else 1


def tell_of_links_elsewhere(request, item: Publishable, formsets) -> None:
    """Warn of each address that was typed just now and is at another item already."""
    typed = {
        form.instance.url
        for formset in formsets
        if formset.model is ExternalLink
        for form in formset.kept_forms
        if "url" in form.changed_data
    }
    for sentence in found_elsewhere(item, typed).values():
        messages.warning(request, sentence)
