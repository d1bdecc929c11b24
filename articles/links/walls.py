"""Pages that ask for proof of a person in place of showing an article."""

import re

from articles.links.page import Page
from articles.links.plain import key

_ROBOT_TITLE = re.compile(
    r"^(?:just a moment|attention required|access (?:to this page )?(?:has been )?denied|are you (?:a )?(?:human|robot)|"
    r"robot or human|please verify you|verifying you are|security check|one more step|403 forbidden|forbidden|"
    r"pardon our interruption|request (?:blocked|rejected)|too many requests|ddos|human verification|"
    r"잠시만 기다리|접근이 (?:거부|차단)|자동등록방지|アクセスが(?:拒否|制限))",
    re.IGNORECASE,
)
_FEW_LETTERS = 1_500


def is_robot_wall(page: Page) -> bool:
    """Whether the site asks for proof of a person in place of showing the article."""
    return _is_short(page) and bool(_ROBOT_TITLE.search(page.title_tag))


def _is_short(page: Page) -> bool:
    return len(key(" ".join(block.text for block in page.blocks if block.is_long))) < _FEW_LETTERS
