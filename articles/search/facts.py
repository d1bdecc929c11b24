"""The facts of an entry: tokens that no text can hold, because § is neither letter nor digit.

articles.search.schema writes the same ones in the database's own language.
"""

from dataclasses import dataclass, field

from articles.choices import Language

MARK = "§"
PUBLISHED = f"{MARK}published"
KINDS = ("coverage", "testimony")
TOPIC, OUTLET, PERSON, YEAR = (f"{MARK}{letter}" for letter in "topy")


@dataclass
class Facts:
    """What an entry's line of facts says."""

    language: str = ""
    kind: str = ""
    year: int | None = None
    outlet: int | None = None
    topics: list[int] = field(default_factory=list)

    @classmethod
    def read(cls, line: str) -> "Facts":
        facts = cls()
        for token in line.split():
            facts._take(token.removeprefix(MARK))
        return facts

    def _take(self, word: str) -> None:
        if word in KINDS:
            self.kind = word
        elif word in Language.values:
            self.language = word
        elif word[1:].isdigit():
            number = int(word[1:])
            match word[0]:
                case "t":
                    self.topics.append(number)
                case "o":
                    self.outlet = number
                case "y":
                    self.year = number


def token(kind: str, value: object) -> str:
    """The token of a fact that has a number, for example TOPIC and 7; else of MARK and a word."""
    return f"{kind}{value}"
