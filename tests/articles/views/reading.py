"""What a reader finds on a page."""

from django.http import HttpResponse
from lxml import html


def tree(response: HttpResponse) -> html.HtmlElement:
    return html.fromstring(response.content.decode())


def headlines(response: HttpResponse) -> list[str]:
    """The headlines of the items that a page lists, in order."""
    found = tree(response).xpath("//*[contains(@class, 'headline')][not(self::p)]")
    return [heading.text_content().strip() for heading in found]


def texts(response: HttpResponse, xpath: str) -> list[str]:
    """What stands in each element, on one line."""
    return [" ".join(element.text_content().split()) for element in tree(response).xpath(xpath)]


def links(response: HttpResponse, rel: str) -> dict[str, str]:
    """The addresses of <link> elements of one kind, by language where they have one."""
    found = tree(response).xpath(f"//head/link[@rel='{rel}'][not(@type)]")
    return {link.get("hreflang", ""): link.get("href") for link in found}


def versions(response: HttpResponse) -> dict[str, str]:
    """Where a page is in each language."""
    found = links(response, "alternate")
    if found:
        assert found.pop("x-default") in {*found.values(), "http://localhost:8000/"}
    return found
