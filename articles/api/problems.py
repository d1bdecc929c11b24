"""What the API says where it has no answer: a sentence for a person, in the shape of RFC 9457."""

import json
from http import HTTPStatus

from django.http import HttpResponse

NOTHING_HERE = "There is nothing at this address."
WITHDRAWN = "This item was withdrawn. Please remove it wherever you show it."


def problem(status: int, detail: str) -> HttpResponse:
    told = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
    }
    text = json.dumps(told, ensure_ascii=False)
    return HttpResponse(text, status=status, content_type="application/problem+json")


class Refused(Exception):
    """A request that has no answer. The text says why, in a sentence."""

    def __init__(self, status: int, detail: str):
        super().__init__(detail)
        self.status = status
