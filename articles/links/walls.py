"""Pages that stand in place of an article: checks for robots, log-ins, notes that it is gone."""

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
_MISSING_TITLE = re.compile(
    r"\b404\b|page not found|not found|페이지를 찾을 수 없|존재하지 않는|삭제된 기사|삭제되었|"
    r"ページが見つかり|お探しのページ|页面不存在|找不到(?:頁面|页面)|nicht gefunden|page introuvable|página no encontrada",
    re.IGNORECASE,
)
_FEW_LETTERS = 1_500


def is_robot_wall(page: Page) -> bool:
    """Whether the site asks for proof of a person in place of showing the article."""
    return _is_short(page) and bool(_ROBOT_TITLE.search(page.title_tag))


def is_not_found_page(page: Page) -> bool:
    """Whether the page says that the article is not there, whatever its status says."""
    headings = [block.text for block in page.blocks[:40] if len(block.text) < 60]
    says_so = any(map(_MISSING_TITLE.search, (page.title_tag, *headings)))
    return _is_short(page) and says_so and not page.article


def _is_short(page: Page) -> bool:
    return len(key(" ".join(block.text for block in page.blocks if block.is_long))) < _FEW_LETTERS
