"""Long texts in little room."""

_LOOSE_ENDS = " ,;:·–—-.…"


def shortened(text: str, most: int) -> str:
    """At most so many letters, ended after a whole word, with … where something is left out."""
    if len(text) <= most:
        return text
    cut = text[: most - 1]
    if text[most - 1].isalnum():
        # A single word that is too long is cut all the same.
        cut = cut.rsplit(None, 1)[0] if len(cut.split()) > 1 else cut
    return f"{cut.rstrip(_LOOSE_ENDS) or cut}…"
