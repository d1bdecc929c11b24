"""The admin of topics."""

import json

from django.contrib import admin
from django.contrib.admin.options import IS_POPUP_VAR
from django.db.models import Count
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from articles.admin.base import VersionedAdmin
from articles.forms.topic import TopicForm
from articles.models import Topic

#: The button with which an editor takes the topic that is offered.
USE = "_use"


@admin.register(Topic)
class TopicAdmin(VersionedAdmin):
    form = TopicForm
    change_form_template = "admin/articles/topic_form.html"
    fields = (("name", "name_ko"), "synonyms", ("definition", "definition_ko"), "slug")
    list_display = ("name", "name_ko", "coverage", "testimony_count")
    search_fields = ("name", "name_ko", "synonyms")
    ordering = ("name",)  # counting drops the order of the model

    def add_view(self, request, form_url="", extra_context=None):
        if USE in request.POST and self.has_add_permission(request):
            return self._use(request, request.POST[USE])
        return super().add_view(request, form_url, extra_context)

    def _use(self, request, key: str):
        """Pick an existing topic in the form from which the popup was opened, or open it."""
        topic = get_object_or_404(Topic, pk=key if key.isdigit() else None)
        if IS_POPUP_VAR in request.POST:
            picked = {"value": str(topic.pk), "obj": str(topic)}
            context = {"popup_response_data": json.dumps(picked)}
            return TemplateResponse(request, "admin/popup_response.html", context)
        return HttpResponseRedirect(reverse("admin:articles_topic_change", args=[topic.pk]))

    def get_queryset(self, request):
        return (
            super()
            .get_queryset(request)
            .annotate(
                article_count=Count("articletopic_items", distinct=True),
                testimonies_count=Count("testimonytopic_items", distinct=True),
            )
        )

    @admin.display(description=_("articles"), ordering="article_count")
    def coverage(self, topic):
        return topic.article_count

    @admin.display(description=_("testimonies"), ordering="testimonies_count")
    def testimony_count(self, topic):
        return topic.testimonies_count
