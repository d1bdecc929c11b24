"""The page that tells people of the feeds and of the API, made of the API's own description."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from articles import seo
from articles.api.v1 import api

FEEDS = ("coverage-feed", "testimonies-feed")


@dataclass(frozen=True)
class Parameter:
    """Something that an address of the API can be asked with."""

    name: str
    description: str
    allowed: list[str]
    default: object


@dataclass(frozen=True)
class Operation:
    """An address of the API."""

    path: str
    summary: str
    description: str
    parameters: list[Parameter]

    @property
    def example(self) -> str:
        """The same address where it can be opened as it is; empty where it needs a name."""
        return "" if "{" in self.path else self.path


@require_safe
def data(request: HttpRequest) -> HttpResponse:
    context = {
        "operations": _operations(api.get_openapi_schema()),
        "document": reverse("api:openapi-json"),
        "feeds": [reverse(name) for name in FEEDS],
        "sitemap": reverse("sitemap"),
        "address": seo.absolute(""),
        "language": get_language(),
    }
    return render(request, "articles/data.html", context)


def _operations(document: dict) -> list[Operation]:
    return [
        Operation(
            path=path,
            summary=methods["get"]["summary"],
            description=methods["get"]["description"],
            parameters=[_parameter(one, document) for one in methods["get"]["parameters"]],
        )
        for path, methods in document["paths"].items()
    ]


def _parameter(parameter: dict, document: dict) -> Parameter:
    schema = parameter["schema"]
    return Parameter(
        name=parameter["name"],
        description=parameter.get("description", schema.get("description", "")),
        allowed=_allowed(schema, document),
        default=schema.get("default") or "",
    )


def _allowed(schema: dict, document: dict) -> list[str]:
    """The words from which a parameter's value is chosen; none where any may be given."""
    if "$ref" in schema:
        schema = document["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    alternatives = (_allowed(one, document) for one in schema.get("anyOf", ()))
    return schema.get("enum") or next(filter(None, alternatives), [])
