"""What stands in the way of publishing an item, in sentences that say what to do."""

import datetime as dt
from collections.abc import Callable, Iterable

from django.utils import timezone
from django.utils.translation import gettext as _

from articles import protection
from articles.choices import LinkKind, Purpose, SubmissionState, TestimonyKind
from articles.models import Article, Publishable, Submission, Testimony
from articles.models.submission import SubmissionQuerySet


def what_blocks(item: Publishable) -> dict[str, str]:
    """One sentence for each thing that has to be done before publishing, by field name.

    Empty where nothing is in the way. Reads the stored links of a saved item.
    """
    return _told((_protected_name, *_GAPS[type(item)], *_OTHERS[type(item)]), item)


def gaps_in(item: Publishable) -> dict[str, str]:
    """The part of what_blocks() with which the database refuses a public row."""
    return _told(_GAPS[type(item)], item)


def _told(blockers: Iterable[Callable], item: Publishable) -> dict[str, str]:
    reasons = {}
    for find in blockers:
        field, sentence = find(item) or (None, None)
        if field:
            reasons.setdefault(field, sentence)
    return reasons


def _protected_name(item):
    if field := protection.field_with_a_protected_name(item):
        return field, str(protection.SENTENCE)


def _no_title(item):
    if not item.title:
        return "title", _("The title is empty. Write one.")


def _no_text(item):
    if not (item.summary or item.body):
        return "summary", _("There is neither a summary nor a text. Write at least a summary.")


def _unfinished_link(item):
    if any(not link.url for link in item.links.all()):
        return "links", _("A link has no address yet. Complete it or remove it.")


def _no_outlet(article):
    if article.outlet is None:
        return "outlet", _("The outlet is missing. Choose one, or add it with the plus sign.")
    if article.outlet.is_proposed:
        return "outlet", _(
            "An import proposed the outlet “%(outlet)s”. Open it, check its name and confirm it."
        ) % {"outlet": article.outlet.name}


def _no_outlet_date(article):
    if article.outlet_date is None:
        return "outlet_date", _("The outlet's date is missing. Enter the day of publication.")
    # A day ahead of our own clock, because the outlet may be in a later time zone.
    if article.outlet_date > timezone.localdate() + dt.timedelta(days=1):
        return "outlet_date", _("The outlet's date is in the future. Check it.")


def _no_source(article):
    has_source = any(link.url and link.kind == LinkKind.ORIGINAL for link in article.links.all())
    if not has_source and not article.no_public_original:
        return "no_public_original", _(
            "There is no link to the original. Add one below, or tick that there is no public original."
        )


def _picture_without_words(article):
    if article.image and not article.image.alt_in(article.language):
        return "image", _(
            "The picture has no alternative text in the language of the item. Open the picture and write it."
        )


def _nobody_speaks(testimony):
    if testimony.kind == TestimonyKind.STATEMENT and not testimony.speaker:
        return "speaker", _("A statement needs its speaker. Choose the person who gave it.")
    if testimony.kind == TestimonyKind.WITNESS and not testimony.alias:
        return "alias", _("A witness needs a protected alias. Invent one.")


def _sender_has_not_agreed(testimony):
    if any(not case.allows(Purpose.PUBLICATION) for case in cases_behind(testimony)):
        return "consent", _("The person who sent this has not allowed it to be published.")


def _case_is_not_approved(testimony):
    if any(case.state != SubmissionState.ACCEPTED for case in cases_behind(testimony)):
        return "approval", _("A second moderator has not approved the redaction yet.")


def cases_behind(testimony: Publishable) -> SubmissionQuerySet:
    """The cases out of which a testimony was made, in whatever language."""
    return Submission.objects.filter(draft__translation_key=testimony.translation_key)


_GAPS = {Article: (_no_title, _no_outlet, _no_outlet_date), Testimony: (_no_title,)}
_OTHERS = {
    Article: (_no_text, _unfinished_link, _no_source, _picture_without_words),
    Testimony: (
        *(_no_text, _unfinished_link),
        *(_nobody_speaks, _sender_has_not_agreed, _case_is_not_approved),
    ),
}
