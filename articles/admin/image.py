"""The admin of pictures."""

from django.contrib import admin
from django.db.models import Count
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from articles.admin.base import VersionedAdmin
from articles.forms.image import ImageForm
from articles.models import Image


@admin.register(Image)
class ImageAdmin(VersionedAdmin):
    form = ImageForm
    list_display = ("thumbnail", "key", "alt", "alt_ko", "credit", "article_count")
    list_display_links = ("thumbnail", "key")
    search_fields = ("key", "alt", "alt_ko", "credit")
    ordering = ("key",)  # counting drops the order of the model
    readonly_fields = ("thumbnail", "used_by")

    def get_fields(self, request, obj=None):
        shown = ("thumbnail", "used_by") if obj else ()
        return ("file", *shown, "alt", "alt_ko", "credit", "key")

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(articles_number=Count("article"))

    @admin.display(description=_("picture"), empty_value="–")
    def thumbnail(self, image):
        if not image.file:
            return None
        return format_html(
            '<img src="{}" width="{}" height="{}" alt="{}" class="thumbnail" loading="lazy">',
            image.file.url,
            image.width,
            image.height,
            image.alt_in(get_language()) or image.key,
        )

    @admin.display(description=_("articles"), ordering="articles_number")
    def article_count(self, image):
        return image.articles_number

    @admin.display(description=_("where it is used"), empty_value="–")
    def used_by(self, image):
        rows = (
            (reverse("admin:articles_article_change", args=[article.pk]), article)
            for article in image.article_set.all()
        )
        return format_html_join("", '<a class="used" href="{}">{}</a>', rows) or None
