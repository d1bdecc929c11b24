"""What the API says where it has no answer: a sentence for a person, in the shape of RFC 9457."""

import json
from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from inspect import signature

from django.http import HttpRequest, HttpResponse

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


def only_known(view: Callable) -> Callable:
    """A list that refuses what it cannot be asked with: a misspelt filter would narrow nothing."""
    names = [name for name in signature(view).parameters if name != "request"]

    @wraps(view)
    def asked(request: HttpRequest, *args, **kwargs):
        for name in request.GET:
            if name not in names:
                known = ", ".join(names)
                raise Refused(400, f"There is no “{name}” to ask with. There are: {known}.")
        return view(request, *args, **kwargs)

    return asked
