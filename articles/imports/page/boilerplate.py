"""What stands around the text of a saved page: menus, cookie notices, share counters, footers."""

import re
from collections.abc import Sequence

from articles.imports.page.layout import is_ended, width
from articles.imports.page.metadata import byline_in
from articles.imports.page.names import has_outlet_word
from articles.imports.page.web_links import is_lost_link
from articles.text.dates import find_dates

_MENU = """
home|main|about|about us|who we are|what we do|our work|our team|contact|contact us|news|newsroom|news & events|media
media coverage|press|press coverage|press room|in the news|nkdb in the news|coverage|publications|reports|research|resources
library|events|notices?|notice board|donate|donation|support us|get involved|volunteer|careers|jobs|faq|search|menu|toggle navigation|main menu
navigation|close|open|log ?in|log ?out|sign in|sign up|sign out|register|my page|my account|join|subscribe|newsletter|sitemap
site map|privacy|privacy policy|terms|terms of use|terms of service|terms and conditions|cookie policy|cookie settings
accept|accept all|accept cookies|reject|reject all|decline|got it|ok|i agree|manage preferences|preferences|learn more
english|korean|한국어|영어|eng|kor|en|ko|kr|language|back|back to top|top|back to list|list|next|previous|prev|older|newer|more|read more
see more|view more|load more|show more|view all|see all|skip to content|skip to main content|skip navigation|advertisement|ad|sponsored
home page|all|blog|gallery|multimedia|videos?|photos?|opinion|politics|world|business|sports?|culture|national|category|categories
tags?|archives?|issues?|programs?|projects?|campaigns?|partners|history|staff|mission
홈|메인|소개|기관소개|단체소개|센터소개|소개합니다|인사말|연혁|조직도|오시는 길|찾아오시는 길|사업|주요사업|활동|연구|출판물|발간물
발간자료|자료|자료실|자료마당|보고서|뉴스|소식|새소식|센터소식|언론|언론보도|언론 속 nkdb|보도자료|공지|공지사항|게시판|알림|알림마당|행사
캠페인|후원|후원하기|후원안내|기부|참여|참여하기|자원봉사|채용|문의|문의하기|연락처|검색|통합검색|전체메뉴|메뉴|메뉴 열기|메뉴 닫기|닫기|열기
로그인|로그아웃|회원가입|마이페이지|구독|구독하기|뉴스레터|사이트맵|개인정보처리방침|개인정보 처리방침|이용약관|이메일무단수집거부|저작권정책
쿠키 설정|모두 허용|모두 거부|허용|거부|동의|동의함|확인|더보기|더 보기|목록|목록으로|목록보기|이전|다음|이전글|다음글|이전 글|다음 글|위로|맨위로|맨 위로|처음으로
본문 바로가기|본문으로 바로가기|본문으로 건너뛰기|주메뉴 바로가기|메뉴 바로가기|광고|ad|정치|경제|사회|문화|국제|북한|스포츠|연예|오피니언|전체|전체기사|인쇄하기
"""
_SHARE = """
like|likes|love|share|shares|shared|share this|share on|tweet|tweets|retweet|post|repost|pin|pin it|facebook|twitter|x|linkedin|instagram|youtube
whatsapp|telegram|reddit|kakao|kakaotalk|kakao story|line|band|naver|email|e-mail|mail|print|copy|copy link|copy url|link copied|comments?
replies|views?|hits?|reads|reactions?|followers?|save|bookmark|follow|follow us|recommend|font size|text size|listen
좋아요|공유|공유하기|공유 수|트윗|트윗하기|트위터|페이스북|카카오톡|카카오스토리|카카오|네이버|네이버블로그|네이버 블로그|블로그|밴드|라인|이메일|메일|텔레그램|인스타그램|유튜브
인쇄|프린트|스크랩|주소복사|주소 복사|url복사|url 복사|링크복사|링크 복사|기사공유|기사 공유|기사공유하기|sns|sns 공유|댓글|댓글수|댓글 수|댓글쓰기|댓글 쓰기|답글|공감|비공감|추천|추천해요|조회|조회수|북마크|저장
글자크기|글자 크기|글씨크기|글씨 크기|글자크기 변경|가장 작은|작게|보통|크게|크기|가|화나요|슬퍼요|훈훈해요|후속기사 원해요|기사 듣기|기사원문|pick 안내|본문 요약봇|요약봇|텍스트 음성 변환 서비스 사용하기|글자 크기 변경하기|글자크기 변경하기|sns 보내기|기자 프로필|기자 페이지|구독자|응원수|인쇄하기|기사 저장|닫기|음성으로 듣기|음성 기사 듣기|번역|번역 설정
"""
_COUNTER = r"\d[\d.,]*+\s?[km만천]?\s?(?:개|명|건|회|분|people|times|min(?:ute)?s?|read)?"


def _alternatives(table: str) -> str:
    words = [word for word in re.split(r"[|\n]", table) if word]
    return "|".join(sorted((word.replace(" ", r"\s") for word in words), key=len, reverse=True))


_BETWEEN = r"[\s|·•>»›<«‹/:：,()\[\]+#↑↓→←▲▼×✕☰-]"
_ONLY_CHROME = re.compile(
    rf"(?:{_BETWEEN}*(?:{_alternatives(_MENU + _SHARE)}|{_COUNTER})(?={_BETWEEN}|\d|$))+{_BETWEEN}*",
    re.IGNORECASE,
)
_SEPARATED = re.compile(r"\s+[|·•>»›]\s+|\s*[|»›]\s*")

_NOTICE_FORMS = (
    r".*\bcookies?\b.*\b(?:use|uses|using|accept|consent|agree|settings|polic|experience|browser|site|website)\b.*",
    r".*\b(?:use|uses|accept|consent|agree|browser|site|website)\b.*\bcookies?\b.*",
    r".*쿠키.*(?:사용|동의|허용|정책|웹사이트|홈페이지|수집).*",
    r".*(?:©|ⓒ|\(c\)\s?\d{4}|copyrights?\b|all rights reserved|무단\s?전재|무단\s?복제|재배포\s?금지|저작권자).*",
    (
        r"(?:please )?(?:subscribe|sign up|follow us|join our|get our|like us|enter your e-?mail)\b.*"
        r"(?:newsletter|mailing|updates|inbox|facebook|twitter|instagram|youtube|address|channel).*"
    ),
    r".*(?:뉴스레터|소식지|유튜브|채널).{0,12}(?:구독|신청).*",
    r".*(?:javascript|자바스크립트).*(?:enable|disabled|required|필요|활성).*",
    r"(?:▶|☞|※)?\s?.*제보는? .*(?:카카오톡|전화|이메일).*",
    r"[\d,]+\s?(?:views?|hits?|min(?:ute)?s? read|comments?|shares?|likes?)",
    r"page \d+ of \d+|[-–]?\s?\d+\s?(?:/\s?\d+)?\s?[-–]?",
    r"(?:be the first to|leave a|write a|add a) (?:comment|reply).*|댓글을 (?:입력|남겨|작성).*",
    r"(?:photo|image|picture|사진)\s?(?:credit|제공|출처)?\s?[:=：/]\s?.{1,40}",
    r"(?:\d+ )?(?:people|others) like this.*|.{0,30}\d+명이 (?:좋아|공감|추천).*",
    r"#\S+(?:\s#\S+)*",
    r"이 기사는 .{0,30}(?:분류|제공|모바일|작성)[^.]{0,20}\.?",
)
# The same words may begin a sentence, which ends with a full stop.
_LABEL_FORMS = (
    r"(?:previous|next|prev|older|newer)(?: post| article| story)?\s?[:：»›←→|-].*",
    r"(?:이전|다음)\s?(?:글|기사)\s?[:：»›←→▲▼|-]?\s?.*",
    r"(?:posted in|filed under|tagged(?: with)?|tags?|categor(?:y|ies)|태그|카테고리|분류|키워드)\s?[:：].*",
    r"(?:조회수?|hits?|views?|read(?:ing)? time)\s?[:：]?\s?[\d,]+.*",
    r"(?:you are here|현재 위치|현재위치)\s?[:：]?.*",
)
_NOTICE = re.compile("|".join(_NOTICE_FORMS), re.IGNORECASE)
_LABEL = re.compile("|".join(_LABEL_FORMS), re.IGNORECASE)
_LONGEST_NOTICE = 400
_MENU_RUN = 3

_RELATED = re.compile(
    r"\W*(?:related(?: (?:articles?|stories|posts?|news|coverage|content|links))?|read also|also read|most (?:read|viewed|popular)"
    r"|you (?:may|might) also like|recent (?:posts?|news|articles)|recommended(?: for you)?|more (?:from|stories|news|in)\b.{0,40}"
    r"|trending(?: now)?|popular(?: posts| articles)?|latest (?:news|posts|articles)|other (?:news|articles|posts)"
    r"|관련\s?(?:기사|글|뉴스|소식|보도)|함께\s?(?:볼만한|읽으면 좋은)\s?(?:기사|글)?|많이\s?본\s?(?:기사|뉴스|글)|인기\s?(?:기사|글|뉴스)"
    r"|최신\s?(?:기사|글|뉴스)|최근\s?(?:기사|글)|추천\s?(?:기사|글|뉴스)|다른\s?(?:기사|글)|이 시각 .{0,20}|주요\s?(?:기사|뉴스))\W*",
    re.IGNORECASE,
)
_MOST_RELATED = 10
_TEXT_FROM = 80


def without_boilerplate(blocks: Sequence[str]) -> list[str]:
    """The blocks that belong to the page's text, in order."""
    return _without_related(_without_menus(blocks))


def is_boilerplate(block: str) -> bool:
    """Whether the block, taken by itself, is furniture of a web page."""
    if len(block) > _LONGEST_NOTICE:
        return False
    if _ONLY_CHROME.fullmatch(block):
        return not find_dates(block)
    if _NOTICE.fullmatch(block) or (_LABEL.fullmatch(block) and not is_ended(block)):
        return True
    return _is_menu_line(block)


def _is_menu_line(block: str) -> bool:
    """Three or more short names between bars, none of them a date, and no sentence."""
    parts = [part for part in _SEPARATED.split(block) if part.strip()]
    short = all(len(part.split()) <= 4 and width(part) <= 30 for part in parts)
    return len(parts) >= 3 and short and not is_ended(block) and not find_dates(block)


def _without_related(blocks: Sequence[str]) -> list[str]:
    """Without the headlines of other pages below "Related articles"."""
    kept, still_related = [], 0
    for block in blocks:
        if _RELATED.fullmatch(block):
            still_related = _MOST_RELATED
        elif still_related and not _is_text(block):
            still_related -= 1
        else:
            still_related = 0
            kept.append(block)
    return kept


def _is_text(block: str) -> bool:
    return width(block) >= _TEXT_FROM and is_ended(block)


def _without_menus(blocks: Sequence[str]) -> list[str]:
    """Without furniture, and without the unknown short names among it."""
    kept: list[str] = []
    run: list[str] = []
    for block in (*blocks, ""):
        if block and (is_boilerplate(block) or _could_be_menu(block)):
            run.append(block)
            continue
        if len(run) < _MENU_RUN:
            kept.extend(entry for entry in run if not is_boilerplate(entry))
        run = []
        if block:
            kept.append(block)
    return kept


def _could_be_menu(block: str) -> bool:
    return (
        len(block) <= 20
        and width(block) <= 20
        and len(block.split()) <= 2
        and not re.search(r"[\d.!?…。,:：@\"“”'\]-]", block)
        and not has_outlet_word(block)
        and not is_lost_link(block)
        and not byline_in(block)
    )
