"""Why a verb was not done: each is told to a person, and nothing has changed."""

from articles.models import Publishable


class EditConflict(Exception):
    """Somebody else has saved the row since it was read."""


class WrongStatus(Exception):
    """The verb does not fit the status in which the item is. The text says so to a person."""


class Blocked(Exception):
    """Something stands in the way of publishing: `reasons` by the name of the field."""

    def __init__(self, reasons: dict[str, str]):
        super().__init__(" ".join(reasons.values()))
        self.reasons = reasons


class AlreadyTranslated(Exception):
    """There is a version in the other language: `version`."""

    def __init__(self, version: Publishable):
        super().__init__(str(version))
        self.version = version
