"""The admin of topics."""

from django.contrib import admin
from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from articles.admin.merge import MergePage
from articles.admin.named import NamedAdmin
from articles.forms.topic import TopicForm
from articles.models import Topic


@admin.register(Topic)
class TopicAdmin(MergePage, NamedAdmin):
    form = TopicForm
    fields = (("name", "name_ko"), "synonyms", "definition", "definition_ko", "slug")
    list_display = ("name", "name_ko", "article_count", "testimony_count")
    search_fields = ("name", "name_ko", "synonyms")

    def get_queryset(self, request):
        return (
            super()
            .get_queryset(request)
            .annotate(
                articles_number=Count("articletopic_items", distinct=True),
                testimonies_number=Count("testimonytopic_items", distinct=True),
            )
        )

    @admin.display(description=_("articles"), ordering="articles_number")
    def article_count(self, topic):
        return topic.articles_number

    @admin.display(description=_("testimonies"), ordering="testimonies_number")
    def testimony_count(self, topic):
        return topic.testimonies_number
