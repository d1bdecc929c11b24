"""Why a page was not fetched: each a plain sentence that says what happened and what to do."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _


class FetchRefused(Exception):
    """A request that was not made or not finished. `str()` is a sentence for an editor."""

    sentence: ClassVar = _(
        "The page could not be fetched. Save it in your browser and upload the file."
    )

    def __str__(self) -> str:
        return str(self.sentence)


class AddressRefused(FetchRefused):
    """Not an address on the web: another scheme, a user name, a port that is not the web's."""

    sentence = _(
        "Only pages on the web can be fetched: the address begins with http:// or https:// and "
        "has no user name and no port of its own. Check the address."
    )


class NotPublic(FetchRefused):
    """The name or address leads to a private, local or otherwise special network."""

    sentence = _(
        "This address leads into a private network, so it was not visited. Check the address."
    )


class NameUnknown(FetchRefused):
    """The name has no address."""

    sentence = _(
        "There is no site with this name, or its name could not be looked up. Check the address, "
        "or try again later."
    )


class TooSlow(FetchRefused):
    """The whole request took longer than it may."""

    sentence = _(
        "The site took too long to answer. Try again later, or save the page in your browser and "
        "upload the file."
    )


class TooLarge(FetchRefused):
    """The page has more bytes than it may, as sent or unpacked."""

    sentence = _(
        "The page is too large to be read. Save it in your browser without its pictures and "
        "upload the file."
    )


class TooManyRedirects(FetchRefused):
    """The site sends the reader on and on."""

    sentence = _(
        "The site sends visitors from one address to the next without an end. Open the page in "
        "your browser and paste the address that it ends at."
    )


class Unreachable(FetchRefused):
    """No connection, or one that broke."""

    sentence = _(
        "The site could not be reached. Try again later, or save the page in your browser and "
        "upload the file."
    )


class NotSecure(FetchRefused):
    """The certificate of the site is not valid for its name, or the encryption failed."""

    sentence = _(
        "The site has no valid certificate, so the answer could be from somebody else. Open the "
        "page in your browser and upload the saved file if you trust it."
    )


class Unreadable(FetchRefused):
    """The answer breaks the rules of HTTP or is packed in a way that was not asked for."""

    sentence = _(
        "The answer of the site could not be read. Save the page in your browser and upload the "
        "file."
    )
