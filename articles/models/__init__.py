"""The data of the site. One module a subject."""

from articles.models.article import Article, ArticleTopic, Quoted
from articles.models.base import Publishable, Versioned
from articles.models.external_link import ExternalLink
from articles.models.image import Image
from articles.models.outlet import Outlet
from articles.models.person import Person, Role
from articles.models.redirect import Redirect
from articles.models.testimony import Testimony, TestimonyTopic
from articles.models.topic import Topic

__all__ = [
    "Article",
    "ArticleTopic",
    "ExternalLink",
    "Image",
    "Outlet",
    "Person",
    "Publishable",
    "Quoted",
    "Redirect",
    "Role",
    "Testimony",
    "TestimonyTopic",
    "Topic",
    "Versioned",
]
