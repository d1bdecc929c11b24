"""Why a verb on a case did not do it. The text of each says so to a person."""

from django.utils.translation import gettext_lazy as _


class Refused(Exception):
    """The verb changed nothing."""

    SENTENCE = _("This cannot be done now.")

    def __init__(self, sentence=None):
        super().__init__(sentence or self.SENTENCE)

    def __str__(self) -> str:
        return str(self.args[0])


class ActedMeanwhile(Refused):
    """Somebody else has acted on the case since it was read."""

    SENTENCE = _("Somebody else has worked on this case meanwhile. Look at it again.")


class IsErased(Refused):
    """The case is erased."""

    SENTENCE = _("This case was erased meanwhile. Nothing of it is left.")


class DoesNotFit(Refused):
    """The verb does not fit the state in which the case is, or the answer does not fit the verb."""


class NoKey(Refused):
    """The moderator has no key in use."""

    SENTENCE = _("You have no key yet, so that nothing opens for you. Make one first.")


class DoesNotOpen(Refused):
    """The case is not sealed to the moderator's key."""

    SENTENCE = _(
        "This case is not sealed to your key. Ask a colleague who can open it to seal it to you too."
    )


class NotSealed(Refused):
    """What came is not age ciphertext for just the people who have to be able to open it."""

    SENTENCE = _(
        "The keys have changed since you opened this page. Open it again and send once more; copy what you wrote first."
    )
