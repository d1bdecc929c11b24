"""The verb that begins an item in the other language."""

from django.db import transaction
from django.utils.translation import gettext_noop

from articles import history
from articles.choices import Language
from articles.models import Article, Publishable, Testimony
from articles.publishing.refusals import AlreadyTranslated

_FACTS = {
    Article: (
        "outlet_id",
        "headline",
        "byline",
        "outlet_date",
        "medium",
        "depth",
        "original_language",
        "no_public_original",
        "image_id",
        "testimony_id",
    ),
    Testimony: ("kind", "forum", "place", "date", "date_precision", "speaker_id", "alias"),
}


def translate(item: Publishable, *, by) -> Publishable:
    """A draft in the other language with the shared facts, topics, people and links filled in.

    Its title, summary and text are empty. Raises AlreadyTranslated where there is one.
    """
    model, into = type(item), Language(item.language).other
    existing = item.versions().in_language(into).first()
    if existing:
        raise AlreadyTranslated(existing)
    facts = {name: getattr(item, name) for name in _FACTS[model]}
    draft = model(
        language=into,
        translation_key=item.translation_key,
        created_by=by,
        updated_by=by,
        **facts,
    )
    with (
        transaction.atomic(),
        history.recording(by=by, reason=gettext_noop("started from the other language")),
    ):
        draft.save()
        draft.topics.set(item.topics.all())
        for part in _parts_to_copy(item):
            _copy(part, draft)
        history.keep(draft)
    return draft


def _parts_to_copy(item: Publishable):
    yield from item.links.all()
    if isinstance(item, Article):
        yield from item.quoted.all()


def _copy(part, owner: Publishable) -> None:
    part.pk = None
    part._state.adding = True
    setattr(part, owner._meta.model_name, owner)
    part.save()
