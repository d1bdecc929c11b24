"""Bringing a kept version back."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.utils import translation
from django.utils.translation import gettext as _
from reversion.errors import RevertError
from reversion.models import Version

from articles.choices import Language
from articles.history.keeping import members_of
from articles.models import ExternalLink, Outlet, Redirect, Topic
from articles.models.topic import TopicItem
from articles.text.address import page_digest


def revert(version: Version) -> None:
    """Store a row, its links, topics and people as they were kept with a version.

    A reference that deletions empty comes back empty where its row is gone, one to a row that was
    merged into another leads to that. Raises RevertError with a sentence for a person where another
    row is missing or has taken the place.
    """
    for member in sorted(members_of(version), key=_refers_to_merged):
        row = member._object_version.object
        _look_up_references(row)
        if _is_tied_already(row):
            continue
        if isinstance(row, ExternalLink):
            row.page_digest = page_digest(row.url)  # not in versions from before it was stored
            row.take_state_of(ExternalLink.objects.filter(pk=row.pk).first())
        try:
            with transaction.atomic():
                member.revert()
        except IntegrityError:
            raise RevertError(_place_is_taken(row)) from None


def _look_up_references(row: models.Model) -> None:
    # The database would tell only at the end of the transaction, and not which row is missing.
    for field in row._meta.concrete_fields:
        key = getattr(row, field.attname)
        if not field.is_relation or key is None:
            continue
        if field.related_model._base_manager.filter(pk=key).exists():
            continue
        if successor := _successor(field, key):
            setattr(row, field.attname, successor.pk)
            continue
        if field.remote_field.on_delete is not models.SET_NULL:
            raise RevertError(_row_is_gone(field, key))
        setattr(row, field.attname, None)


def _refers_to_merged(member: Version) -> bool:
    """Whether it ties an item to a topic that is gone. Such ties come after those that are not."""
    row = member._object_version.object
    return isinstance(row, TopicItem) and not Topic.objects.filter(pk=row.tag_id).exists()


def _is_tied_already(row: models.Model) -> bool:
    """Whether another tie of the same version has tied the item to the topic."""
    if not isinstance(row, TopicItem):
        return False
    same = type(row)._base_manager.filter(content_object=row.content_object_id, tag=row.tag_id)
    return same.exclude(pk=row.pk).exists()


def _successor(field, key) -> models.Model | None:
    """The topic or outlet into which a row that is gone was merged: there its address leads."""
    model = field.related_model
    if model not in (Topic, Outlet):
        return None
    kept = Version.objects.get_for_object_reference(model, key).first()
    if kept is None:
        return None
    with translation.override(Language.ENGLISH):
        path = model(slug=kept.field_dict["slug"]).get_absolute_url()
    target = Redirect.target_of(path)
    return target if isinstance(target, model) else None


def _row_is_gone(field, key) -> str:
    kept = Version.objects.get_for_object_reference(field.related_model, key).first()
    name = f"{field.verbose_name} “{kept.object_repr}”" if kept else str(field.verbose_name)
    return _(
        "This version refers to a row that is deleted: %(name)s. Bring that back first, or choose "
        "another version."
    ) % {"name": name}


def _place_is_taken(row: models.Model) -> str:
    try:
        row.validate_unique()
        row.validate_constraints()
    except ValidationError as error:
        reasons = " ".join(error.messages)
    else:
        reasons = ""
    return _("This version cannot be brought back as it is. %(reasons)s") % {"reasons": reasons}
