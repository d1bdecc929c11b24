"""The links of an item, edited right below its source."""

from django.contrib import admin

from articles.forms.link import LinkFormSet
from articles.models import ExternalLink


class LinkInline(admin.TabularInline):
    model = ExternalLink
    formset = LinkFormSet
    fields = ("kind", "url", "label", "language")
    extra = 0
    min_num = 0
    #: The fieldset below which the form shows it.
    after = "source"

    def get_extra(self, request, obj=None, **kwargs):
        return 0 if obj and obj.links.exists() else 1
