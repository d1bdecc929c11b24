"""Bringing a form up to date that was opened before somebody else saved.

What the editor did not touch takes the present value, so that saving again undoes nothing.
What the editor typed stays.
"""

from django import forms
from django.http import QueryDict
from reversion.models import Version

from articles import history
from articles.fields import normalized


def take_over(data: QueryDict, form: forms.ModelForm, seen: dict) -> set[str]:
    """Put the present values into the posted `data` where it still says what was `seen`.

    `form` is bound to the data and its instance is the stored row; `seen` are values by field
    name. Returns the names of the fields whose value became another one.
    """
    taken = set()
    for name, field in form.fields.items():
        if name not in seen or field.disabled or field.widget.needs_multipart_form:
            continue
        posted = form[name].data
        present = form[name].initial
        if not _differs(field, seen[name], posted) and _differs(field, present, posted):
            _write(data, form[name], present)
            taken.add(name)
    return taken


def _differs(field: forms.Field, value, posted) -> bool:
    """Whether what was posted is another value. Browsers send line ends of their own kind."""
    if isinstance(value, str) and isinstance(posted, str):
        value, posted = normalized(value), normalized(posted)
    return field.has_changed(value, posted)


def _write(data: QueryDict, bound: forms.BoundField, value) -> None:
    widget = getattr(bound.field.widget, "widget", bound.field.widget)
    if isinstance(widget, forms.CheckboxInput):
        data.pop(bound.html_name, None)
        if value:
            data[bound.html_name] = "on"
        return
    shown = widget.format_value(bound.field.prepare_value(value))
    values = shown if isinstance(shown, list | tuple) else [shown]
    data.setlist(bound.html_name, ["" if one is None else str(one) for one in values])


def rebase_rows(data: QueryDict, formset: forms.BaseInlineFormSet, seen: dict[int, dict]) -> None:
    """Bring the posted rows of a formset up to date.

    `seen` are the values of each row that was there, by primary key. A row that somebody deleted
    meanwhile comes back as a new one if the editor changed it, else it is left out.
    """
    prefix, rows = formset.prefix, []
    for form in formset.forms:
        is_gone = form in formset.initial_forms and form.instance.pk is None
        key = data.get(form.add_prefix("id"), "")
        before = seen.get(int(key)) if key.isdecimal() else None
        if is_gone and not (before and _is_touched(form, before)):
            continue
        if before and not is_gone:
            take_over(data, form, before)
        rows.append((is_gone, _values(data, form)))
    stored = [values for is_gone, values in rows if not is_gone and values.get("id")]
    new = [values | {"id": [""]} for is_gone, values in rows if is_gone or not values.get("id")]
    _replace_rows(data, prefix, stored, new)


def _is_touched(form: forms.ModelForm, seen: dict) -> bool:
    if form.add_prefix("DELETE") in form.data:
        return False
    return any(
        _differs(field, seen[name], form[name].data)
        for name, field in form.fields.items()
        if name in seen
    )


def _values(data: QueryDict, form: forms.ModelForm) -> dict[str, list[str]]:
    start = f"{form.prefix}-"
    values = {
        name.removeprefix(start): data.getlist(name) for name in data if name.startswith(start)
    }
    return {name: value for name, value in values.items() if name != "id" or value != [""]}


def _replace_rows(data: QueryDict, prefix: str, stored: list[dict], new: list[dict]) -> None:
    for name in [name for name in data if name.startswith(f"{prefix}-")]:
        head = name.removeprefix(f"{prefix}-").partition("-")[0]
        if head.isdecimal():
            del data[name]
    for number, values in enumerate([*stored, *new]):
        for name, value in values.items():
            data.setlist(f"{prefix}-{number}-{name}", value)
    data[f"{prefix}-INITIAL_FORMS"] = str(len(stored))
    data[f"{prefix}-TOTAL_FORMS"] = str(len(stored) + len(new))


def seen_values(version: Version) -> dict:
    """The values of a kept version by the names of its form fields."""
    model = version.content_type.model_class()
    values = {
        field.name: version.field_dict.get(field.attname) for field in model._meta.concrete_fields
    }
    topics = [
        part.field_dict["tag_id"]
        for part in history.parts_of(version)
        if "tag_id" in part.field_dict
    ]
    return values | {"topics": topics}
