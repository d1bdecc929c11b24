"""The first page of each language."""

from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from articles.models import Article, Testimony, Topic

LATEST_COVERAGE, LATEST_TESTIMONIES = 8, 4


@require_safe
def home(request):
    language = get_language()
    coverage = Article.objects.visible().in_language(language).newest_first().for_list()
    testimonies = Testimony.objects.visible().in_language(language).newest_first()
    context = {
        "coverage": coverage[:LATEST_COVERAGE],
        "testimonies": testimonies.select_related("speaker")[:LATEST_TESTIMONIES],
        "topics": Topic.objects.all(),
    }
    return render(request, "articles/home.html", context)
