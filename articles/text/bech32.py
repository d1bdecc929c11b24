"""Bech32, the letters in which age writes its keys (BIP 173, without its limit of length)."""

ALPHABET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_GENERATOR = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)


def encode(prefix: str, data: bytes) -> str:
    """`data` under a prefix in small letters, with the checksum."""
    values = _in_fives(data)
    return f"{prefix}1" + "".join(ALPHABET[value] for value in values + _checksum(prefix, values))


def _in_fives(data: bytes) -> list[int]:
    """The bits of `data` in groups of five, the last one filled up with zeros."""
    bits = "".join(f"{byte:08b}" for byte in data)
    bits += "0" * (-len(bits) % 5)
    return [int(bits[start : start + 5], 2) for start in range(0, len(bits), 5)]


def _checksum(prefix: str, values: list[int]) -> list[int]:
    high = [ord(letter) >> 5 for letter in prefix]
    low = [ord(letter) & 31 for letter in prefix]
    state = _polymod([*high, 0, *low, *values, *[0] * 6]) ^ 1
    return [(state >> 5 * (5 - place)) & 31 for place in range(6)]


def _polymod(values: list[int]) -> int:
    state = 1
    for value in values:
        top = state >> 25
        state = (state & 0x1FFFFFF) << 5 ^ value
        for place, generator in enumerate(_GENERATOR):
            state ^= generator if (top >> place) & 1 else 0
    return state
