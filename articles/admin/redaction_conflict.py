"""What to tell the second of two moderators who write in the same draft."""

from articles.forms.redaction import RedactionForm
from articles.models import Testimony
from articles.text.differences import Segment, differences
from articles.text.outline import outline


def between(form: RedactionForm, stored: Testimony) -> list[tuple[str, list[Segment]]]:
    """(label, differences from what was typed to what is stored) of each field where they differ.

    There is no history of a draft that is being redacted, so that what was seen is not known.
    """
    changes = []
    for name in form.fields:
        typed, there = _text(name, form.cleaned_data.get(name)), _text(name, getattr(stored, name))
        if typed != there:
            changes.append(
                (str(stored._meta.get_field(name).verbose_name), differences(typed, there))
            )
    return changes


def _text(name: str, value) -> str:
    if name == "body":
        return outline(value or "")
    if name == "date_precision":
        return str(dict(Testimony._meta.get_field(name).flatchoices).get(value, value))
    return "" if value is None else str(value)
