"""Importing this module registers every page of the staff. Done once, when the admin is ready."""

from articles.admin import (
    article,
    audit,
    external_link,
    image,
    keys,
    outlet,
    person,
    press_tip,
    site_page,
    snapshot,
    submission,
    testimony,
    topic,
    user,
)

__all__ = [
    "article",
    "audit",
    "external_link",
    "image",
    "keys",
    "outlet",
    "person",
    "press_tip",
    "site_page",
    "snapshot",
    "submission",
    "testimony",
    "topic",
    "user",
]
