"""Importing this module registers every page of the staff. Done once, when the admin is ready."""

from articles.admin import (
    article,
    audit,
    image,
    outlet,
    person,
    site_page,
    testimony,
    topic,
    user,
)

__all__ = [
    "article",
    "audit",
    "image",
    "outlet",
    "person",
    "site_page",
    "testimony",
    "topic",
    "user",
]
