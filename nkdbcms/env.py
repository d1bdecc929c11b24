"""Typed reads of the environment: the only place that touches `os.environ`.

A value that cannot be used stops the start with the variable's name, the value
(unless it may be secret) and what would be right.
"""

import os
import re
from dataclasses import dataclass, field
from urllib.parse import SplitResult, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.core.validators import validate_email

TRUE = {"1", "true", "yes", "on"}
FALSE = {"0", "false", "no", "off"}


def text(name: str, default: str = "") -> str:
    """The variable without surrounding white space; `default` where it is unset or empty."""
    return os.environ.get(name, "").strip() or default


def flag(name: str, default: bool = False) -> bool:
    """A yes or no: 1/true/yes/on or 0/false/no/off in any case."""
    value = text(name).lower()
    if not value:
        return default
    if value in TRUE | FALSE:
        return value in TRUE
    raise ImproperlyConfigured(f"{name}={value!r} is neither yes nor no. Write 1 or 0.")


def whole_number(name: str, default: int, *, at_least: int = 0) -> int:
    """A whole number not below `at_least`."""
    value = text(name, str(default))
    if not value.isascii() or not value.isdigit() or int(value) < at_least:
        raise ImproperlyConfigured(
            f"{name}={value!r} is not a whole number of at least {at_least}. Example: {name}={default}"
        )
    return int(value)


def words(name: str, default: tuple[str, ...] = ()) -> list[str]:
    """A list written with commas: `example.org, www.example.org`."""
    return [word.strip() for word in text(name).split(",") if word.strip()] or list(default)


def some_of(name: str, allowed: tuple[str, ...]) -> list[str]:
    """Some of a few words, written with commas, in the order in which they are written."""
    chosen = words(name)
    if set(chosen) <= set(allowed):
        return chosen
    raise ImproperlyConfigured(
        f"{name}={text(name)!r} is not known. Use some of: {', '.join(allowed)}."
    )


def web_address(name: str, default: str) -> str:
    """An http(s) address of a site without a path, for example https://example.org."""
    value = text(name, default).rstrip("/")
    parts = urlsplit(value)
    if parts.scheme in {"http", "https"} and parts.hostname and not (parts.path or parts.query):
        return value
    raise ImproperlyConfigured(
        f"{name}={value!r} is not the address of a site. Example: {name}=https://example.org"
    )


def contact(name: str, default: str = "") -> str:
    """Where a person can be reached: a mailto: or https: address, or nothing."""
    value = text(name, default)
    if not value or urlsplit(value).scheme in {"mailto", "https"}:
        return value
    raise ImproperlyConfigured(
        f"{name}={value!r} is no address at which somebody can be reached. "
        f"Example: {name}=mailto:security@example.org"
    )


def database_address(name: str, default: str) -> str:
    """A database address: sqlite:///PATH or postgres://USER:PASSWORD@HOST:PORT/NAME.

    The value is not repeated in the error, because it may hold a password.
    """
    value = text(name, default)
    if urlsplit(value).scheme in {"sqlite", "postgres", "postgresql"}:
        return value
    raise ImproperlyConfigured(
        f"{name} does not begin with sqlite:// or postgres://. "
        f"Example: {name}=postgres://user:password@localhost:5432/nkdbcms"
    )


def cache_address(name: str) -> str:
    """The address of a Redis: redis://, rediss:// or unix://, or nothing.

    The value is not repeated in the error, because it may hold a password.
    """
    value = text(name)
    if not value or urlsplit(value).scheme in {"redis", "rediss", "unix"}:
        return value
    raise ImproperlyConfigured(
        f"{name} does not begin with redis://, rediss:// or unix://. "
        f"Example: {name}=redis://localhost:6379/0"
    )


def bucket(name: str) -> str:
    """The name of a bucket of object storage, or nothing."""
    value = text(name)
    if not value or re.fullmatch(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]", value):
        return value
    raise ImproperlyConfigured(
        f"{name}={value!r} is not the name of a bucket: 3 to 63 small letters, digits, dots and "
        f"hyphens. Example: {name}=nkdbcms"
    )


def needed(name: str, by: str) -> str:
    """A text that has to be there because another variable is set. It may be secret."""
    if value := text(name):
        return value
    raise ImproperlyConfigured(f"{by} is set, but {name} is not. Set both or none.")


@dataclass(frozen=True)
class MailServer:
    """Where mail is handed in, and whether it is encrypted from the start or after STARTTLS."""

    host: str
    port: int
    user: str = ""
    password: str = field(default="", repr=False)
    is_tls: bool = False
    starts_tls: bool = False


_MAIL_PORTS = {"smtp": 25, "smtps": 465, "smtp+tls": 587}


def mail_server(name: str) -> MailServer | None:
    """A server for outgoing mail: smtp://, smtps:// or smtp+tls://USER:PASSWORD@HOST:PORT.

    None where the variable is unset. The value is not repeated in the error, because it may hold
    a password.
    """
    if not text(name):
        return None
    parts = urlsplit(text(name))
    port = _port(parts)
    if (
        parts.scheme not in _MAIL_PORTS
        or not parts.hostname
        or port is None
        or parts.path.strip("/")
    ):
        raise ImproperlyConfigured(
            f"{name} is not smtp://, smtps:// or smtp+tls:// with the name of a server. "
            f"Example: {name}=smtp+tls://user:password@mail.example.org:587"
        )
    return MailServer(
        parts.hostname,
        port or _MAIL_PORTS[parts.scheme],
        unquote(parts.username or ""),
        unquote(parts.password or ""),
        is_tls=parts.scheme == "smtps",
        starts_tls=parts.scheme == "smtp+tls",
    )


def _port(parts: SplitResult) -> int | None:
    """The port, 0 where none is named, None where it is no port."""
    try:
        return parts.port or 0
    except ValueError:
        return None


def mail_address(name: str, default: str = "") -> str:
    """An e-mail address, or nothing."""
    value = text(name, default)
    if value and value != default:
        try:
            validate_email(value)
        except ValidationError:
            raise ImproperlyConfigured(
                f"{name}={value!r} is not an e-mail address. Example: {name}=notices@example.org"
            ) from None
    return value
