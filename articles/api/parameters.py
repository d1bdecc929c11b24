"""What a request to the API may say, in the words of its OpenAPI document."""

from typing import Annotated, Literal

from django.utils.translation import gettext_noop
from ninja import Path, Query

from articles.choices import Depth, Medium, TestimonyKind

# Of a list

Lang = Annotated[Literal["en", "ko"], Query(description=gettext_noop("The language of the items."))]
Text = Annotated[
    str,
    Query(
        max_length=1000,
        description=gettext_noop(
            "Words that are to be found, as in the search of this site: all words, “exact phrases”, -without."
        ),
    ),
]
TopicSlug = Annotated[str, Query(description=gettext_noop("The slug of a topic."), max_length=100)]
OutletSlug = Annotated[
    str, Query(description=gettext_noop("The slug of an outlet."), max_length=100)
]
Year = Annotated[int | None, Query(ge=1, le=9999, description=gettext_noop("Four digits."))]
InMedium = Annotated[Medium | None, Query(description=gettext_noop("The kind of outlet."))]
InDepth = Annotated[
    Depth | None, Query(description=gettext_noop("How much of the piece is about what NKDB said."))
]
OfKind = Annotated[TestimonyKind | None, Query(description=gettext_noop("Who gave it."))]
Limit = Annotated[
    int, Query(ge=1, le=100, description=gettext_noop("How many items a page holds."))
]
Position = Annotated[
    str | None,
    Query(description=gettext_noop("Taken from the addresses in “next” and “previous”.")),
]

# Of one thing

Key = Annotated[str, Path(description=gettext_noop("The id of an item."))]
ItsLanguage = Annotated[
    str, Path(description=gettext_noop("The language of the version: en or ko."))
]
Slug = Annotated[str, Path(description=gettext_noop("The last part of the address of its page."))]
