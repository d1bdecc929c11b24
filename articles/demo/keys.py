"""Keys for the demonstration, so that the door for testimonies is open there.

Their private halves and the passphrase are known to everybody who has this code: sealing refuses
them on any site but one on this machine only.
"""

import tomllib
from pathlib import Path

import pyrage
from django.contrib.auth.models import User

from articles.models import ModeratorKey, RecoveryKey

_TABLE = tomllib.loads((Path(__file__).parent / "content" / "keys.toml").read_text("utf-8"))
PASSPHRASE: str = _TABLE["passphrase"]
#: The public half and the wrapped private half of each.
KEYS: list[dict[str, str]] = _TABLE["key"]


def give_keys(usernames: tuple[str, ...]) -> str | None:
    """A demonstration key for each of these moderators, and a recovery key.

    Gives the secret half of the recovery key where one was made now, else None.
    """
    for username, key in zip(usernames, KEYS, strict=True):
        user = User.objects.get(username=username)
        if not user.moderator_keys.exists():
            ModeratorKey.objects.create(user=user, **key)
    if RecoveryKey.current():
        return None
    identity = pyrage.x25519.Identity.generate()
    RecoveryKey.objects.create(recipient=str(identity.to_public()))
    return str(identity)
