"""How many people can open an age file, by its header. Nothing is decrypted.

The format is https://age-encryption.org/v1: a line with the version, a stanza for each recipient,
a line with a MAC, then the encrypted bytes.
"""

import re

VERSION = b"age-encryption.org/v1\n"
#: The header of a file for a hundred recipients has some 11 kB.
LONGEST = 32 * 1024
_ENCODED = rb"[A-Za-z0-9+/]"
_STANZA = re.compile(
    rb"-> (?P<kind>[\x21-\x7e]+)(?: [\x21-\x7e]+)*\n(?:%(b)s{64}\n)*%(b)s{0,63}\n"
    % {b"b": _ENCODED}
)
_X25519 = re.compile(rb"-> X25519 %(b)s{43}\n%(b)s{43}\n" % {b"b": _ENCODED})
_MAC = re.compile(rb"--- %(b)s{43}\n" % {b"b": _ENCODED})
_PASSPHRASE = re.compile(
    rb"-> scrypt %(b)s{22} (?P<factor>[1-9][0-9]?)\n%(b)s{43}\n--- %(b)s{43}\n" % {b"b": _ENCODED}
)
#: After the MAC: 16 bytes of a nonce and at least the tag of an empty chunk.
_LEAST = 32


class NotAge(ValueError):
    """These bytes are not an age file."""


def recipients_in(ciphertext: bytes) -> int:
    """For how many X25519 recipients a file is. Raises NotAge, also for any other way to open it."""
    count, _end = _read(ciphertext)
    return count


def length_of(ciphertext: bytes) -> int:
    """How long the header is, in bytes. What follows is as long for any recipients. Raises NotAge."""
    _count, end = _read(ciphertext)
    return end


def work_factor(ciphertext: bytes) -> int:
    """For a file under a passphrase alone: the power of two that each guess costs. Raises NotAge."""
    stanza = _PASSPHRASE.match(ciphertext, len(VERSION))
    if not ciphertext.startswith(VERSION) or stanza is None:
        raise NotAge
    return int(stanza["factor"])


def _read(ciphertext: bytes) -> tuple[int, int]:
    """(recipients, length) of a header, out of the whole file or its LONGEST first bytes."""
    header = ciphertext[:LONGEST]
    if not header.startswith(VERSION):
        raise NotAge
    place, count = len(VERSION), 0
    while stanza := _STANZA.match(header, place):
        count += _is_recipient(stanza)
        place = stanza.end()
    mac = _MAC.match(header, place)
    if not mac or len(ciphertext) < mac.end() + _LEAST:
        raise NotAge
    return count, mac.end()


def _is_recipient(stanza: re.Match) -> bool:
    if _X25519.fullmatch(stanza.group()):
        return True
    # Some programs add a stanza that nothing opens, so that readers do not choke on new kinds.
    if stanza["kind"].endswith(b"-grease"):
        return False
    raise NotAge
