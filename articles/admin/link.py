"""The links of an item, edited right below its source."""

from django import forms
from django.contrib import admin

from articles.fields import WebAddressField
from articles.forms.link import LinkForm, LinkFormSet
from articles.models import ExternalLink


class LinkInline(admin.StackedInline):
    model = ExternalLink
    form = LinkForm
    formset = LinkFormSet
    fields = (("kind", "url"), ("label", "language"))
    formfield_overrides = {
        WebAddressField: {"widget": forms.URLInput(attrs={"class": "vURLField"})},
    }
    #: The fieldset below which the form shows it.
    after = "source"

    def get_extra(self, request, obj=None, **kwargs):
        return 0 if obj and obj.links.exists() else 1
