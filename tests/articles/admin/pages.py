"""Reading the staff's pages as a person does: what a form holds, what it says is wrong."""

from html.parser import HTMLParser

from django.urls import reverse

_FORM_FIELDS = {"input", "select", "textarea"}
_BUTTONS = {"submit", "button", "file", "image", "reset"}


def address(item, page: str = "change") -> str:
    return reverse(f"admin:articles_{item._meta.model_name}_{page}", args=[item.pk])


def list_of(model) -> str:
    return reverse(f"admin:articles_{model._meta.model_name}_changelist")


class _Form(HTMLParser):
    """Collects what a browser would send, and the names of the buttons."""

    def __init__(self):
        super().__init__()
        self.data: dict[str, list[str]] = {}
        self.buttons: set[str] = set()
        self.texts: list[str] = []
        self._select = self._textarea = None

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        name = values.get("name")
        if tag in {"input", "button"} and values.get("type") in _BUTTONS:
            self.buttons.add(name)
        elif tag == "input" and name:
            self._input(name, values)
        elif tag == "select":
            self._select = name
        elif tag == "option" and self._select and "selected" in values:
            self.data.setdefault(self._select, []).append(values.get("value", ""))
        elif tag == "textarea":
            self._textarea = name
            self.data[name] = [""]

    def _input(self, name, values):
        is_checkbox = values.get("type") == "checkbox"
        if is_checkbox and "checked" not in values:
            return
        value = values.get("value", "on" if is_checkbox else "")
        self.data.setdefault(name, []).append(value)

    def handle_endtag(self, tag):
        if tag == "select":
            self._select = None
        if tag == "textarea":
            # A browser drops the first line break and sends all as two characters.
            text = self.data[self._textarea][0].removeprefix("\n")
            self.data[self._textarea] = [text.replace("\n", "\r\n")]
            self._textarea = None

    def handle_data(self, text):
        if self._textarea:
            self.data[self._textarea][0] += text
        else:
            self.texts.append(text)


def _read(response) -> _Form:
    form = _Form()
    form.feed(response.content.decode())
    return form


def filled(response, **changes) -> dict:
    """What the form on the page would send, with some fields changed."""
    changed = {name.replace("__", "-"): value for name, value in changes.items()}
    return _read(response).data | changed


def buttons_of(response) -> set[str]:
    """The names of the buttons on the page."""
    return {name for name in _read(response).buttons if name}


def text_of(response) -> str:
    """The text of the page on one line."""
    return " ".join(" ".join(_read(response).texts).split())


def errors_of(response) -> dict[str, list[str]]:
    """What the page says is wrong, by field; rows by `prefix-number-field`, and by prefix."""
    form = response.context["adminform"].form
    errors = {name: list(told) for name, told in form.errors.items()}
    for rows in response.context["inline_admin_formsets"]:
        formset = rows.formset
        if formset.non_form_errors():
            errors[formset.prefix] = list(formset.non_form_errors())
        for row in formset.forms:
            errors |= {f"{row.prefix}-{name}": list(told) for name, told in row.errors.items()}
    return errors


def messages_of(response) -> list[tuple[str, str]]:
    """(level, text) of each message on the page that a redirect led to."""
    return [(message.level_tag, str(message)) for message in response.context["messages"]]
