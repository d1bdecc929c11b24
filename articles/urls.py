"""The public addresses, below the language."""

from django.urls import path

from articles.views import article, home, outlet, testimony, topic

urlpatterns = [
    path("", home.home, name="home"),
    path("coverage/", article.article_list, name="coverage"),
    path("coverage/<int:year>/", article.article_year, name="coverage-year"),
    path("coverage/<str:year>/<str:slug>/", article.article_detail, name="article"),
    path("testimonies/", testimony.testimony_list, name="testimonies"),
    path("testimonies/<str:slug>/", testimony.testimony_detail, name="testimony"),
    path("topics/", topic.topic_list, name="topics"),
    path("topics/<str:slug>/", topic.topic_detail, name="topic"),
    path("outlets/", outlet.outlet_list, name="outlets"),
    path("outlets/<str:slug>/", outlet.outlet_detail, name="outlet"),
]
