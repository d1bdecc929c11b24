"""What is known before a page is read: the names under which things are recognised."""

from dataclasses import dataclass

from articles.text.matching import has_hangul

#: The names of our own organisation. It is never the outlet, and its name alone is no topic.
OWN_NAMES = (
    "Database Center for North Korean Human Rights",
    "Database Centre for North Korean Human Rights",
    "NKDB",
    "북한인권정보센터",
    "북한인권기록보존소",
)


@dataclass(frozen=True)
class KnownOutlet:
    """An outlet of the site: its names in English and Korean, other spellings, and web domains."""

    slug: str
    name: str
    name_ko: str = ""
    aliases: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(name for name in (self.name, self.name_ko, *self.aliases) if name)

    def called(self, written: str, language: str) -> str:
        """The name to show for one that a page in `language` (en, ko) writes as `written`.

        A name proper is kept as the site spells it; another spelling gives the proper name.
        """
        for name in (self.name, self.name_ko):
            if name and name.casefold() == written.casefold():
                return name
        return (language == "ko" and self.name_ko) or self.name


@dataclass(frozen=True)
class KnownTopic:
    """A topic of the site and every word for it, in both languages."""

    slug: str
    terms: tuple[str, ...]


@dataclass(frozen=True)
class KnownPerson:
    """A person of the site and their names in both languages."""

    slug: str
    names: tuple[str, ...]

    def name_in(self, language: str) -> str:
        korean = [name for name in self.names if has_hangul(name)]
        return (language == "ko" and next(iter(korean), "")) or self.names[0]


@dataclass(frozen=True)
class Vocabulary:
    """Everything that a page is compared with. Empty where nothing is known yet."""

    outlets: tuple[KnownOutlet, ...] = ()
    topics: tuple[KnownTopic, ...] = ()
    people: tuple[KnownPerson, ...] = ()


NOTHING_KNOWN = Vocabulary()
