"""Telephone numbers, accounts, addresses, numbers of papers and vehicles."""

import re
from collections.abc import Iterator

from articles.text.identifying.finding import Finding, Kind

_FORMS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"(?<![a-z0-9_.+-])[a-z0-9_.+-]{1,64}@[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63}){1,4}",  # e-mail
        r"\bhttps?://[^\s<>\"']{1,500}|(?<![a-z0-9_@.])www\.[^\s<>\"']{1,300}",
        r"(?<![a-z0-9_@.-])(?:[a-z0-9-]{1,63}\.){1,3}(?:com|net|org|kr|cn|kp|jp|me|io|uk|de|ru)(?:/[^\s<>\"']{0,200})?(?![a-z0-9_-])",
        r"(?<![a-z0-9_+])\+\s?\d{1,3}(?:[\s().-]{0,2}\d){6,12}(?!\d)",  # +82 10-1234-5678
        r"(?<![\d-])0\d{1,2}[-.\s)]{1,2}\d{3,4}[-.\s]\d{4}(?!\d)",  # 010-1234-5678
        r"(?<!\d)01[016789]\d{7,8}(?!\d)|(?<!\d)1[3-9]\d{9}(?!\d)",  # 01012345678, 13912345678
        r"(?<!\d)1[3-9]\d[-\s]\d{4}[-\s]\d{4}(?!\d)",  # 139-1234-5678
        # messengers: the word, then what stands after it
        (
            r"\b(?:kakao\s?talk|kakao|wechat|weixin|telegram|whatsapp|line|signal|qq|instagram|facebook|skype)"
            r"(?:\s?(?:id|account|number|handle|name))?\s?(?:[:=]|\sis\s)\s?@?[a-z0-9_.@+-]{3,40}"
        ),
        (
            r"(?:카카오톡|카카오|카톡|위챗|웨이신|텔레그램|라인|시그널|페이스북|인스타그램|인스타|微信)"
            r"(?:\s?(?:id|아이디|계정|번호))?\s?(?:[:=：]|는|은|이)?\s?@?[A-Za-z0-9][a-z0-9_.@+-]{2,40}"
        ),
        r"\b(?:kakao\s?talk|wechat|telegram|whatsapp)\s(?:id|account|number|handle)\s@?[a-z0-9_.@+-]{3,40}",
        r"(?<![a-z0-9_@/.])@[a-z0-9_.]{3,30}",
        r"(?<!\d)\d{6}-[1-4]\d{6}(?!\d)",  # 주민등록번호
        r"(?<!\d)[1-9]\d{16}[\dxX](?![\dxX])",  # 居民身份证
        r"(?<![A-Z0-9])[A-Z]{1,2}\d{7,8}(?![A-Z0-9])",  # passports
        r"(?:공민증|려권|여권|신분증|주민등록|외국인등록)\s?(?:번호)?\s?(?:[:：]|는|은)?\s?[A-Z]{0,2}\d[\d-]{4,17}",
        r"\b(?:passport|identity\scard|ID|resident\sregistration)\s(?:no\.?|number|card)\s?(?:is\s|:\s?)?[A-Z]{0,2}\d[\d-]{4,17}",
        r"\b(?:account|bank\saccount)\s(?:no\.?|number)?\s?(?:is\s|:\s?)?\d[\d\s-]{5,20}\d",
        r"(?:계좌|통장)\s?(?:번호)?\s?(?:[:：]|는|은)?\s?\d[\d-]{6,20}",
        r"(?<!\d)\d{3,6}-\d{2,6}-\d{4,8}(?!\d)",  # accounts of Korean banks
        # vehicles: 12가 3456, 평북 12-3456, 吉H12345
        r"(?<!\d)\d{2,3}[가-힣]\s?\d{4}(?!\d)|(?:평양|평남|평북|함남|함북|황남|황북|자강|량강|양강|강원|남포|라선|개성)\s?\d{1,3}-\d{3,5}",
        r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-Z][\s·]?[A-Z0-9]{5}",
        r"\b(?:licen[cs]e|number)\splate\s(?:no\.?\s|number\s)?(?:is\s|:\s?)?[A-Z0-9][A-Z0-9-]{3,9}",
        # postal addresses
        r"(?<!\d)\d{1,4}(?:-\d{1,4})?\s?번지|(?:제?\s?\d{1,4}\s?동\s?)\d{1,4}\s?호(?![실차])",
        r"[가-힣]{1,8}(?:로|길)\s?\d{1,4}(?:번길|길|-\d{1,3})?(?:\s\d{1,4})?(?=[\s,.)]|[에이가은]|$)",
        (
            r"\b\d{1,5}(?:-\d{1,4})?\s(?-i:[A-Z][a-z0-9_'-]{1,30}(?:\s[A-Z][a-z0-9_'-]{1,30}){0,2})\s"
            r"(?:street|st|road|rd|avenue|ave|lane|ro|gil|daero|boulevard|drive)\b"
        ),
        r"\b(?:apartment|apt|flat|room)\.?\s(?:no\.?\s?|#)?\d{2,5}\b",
    )
)


def contacts(text: str) -> Iterator[Finding]:
    """By what somebody can be reached, paid or looked up."""
    for form in _FORMS:
        for match in form.finditer(text):
            start, end = match.start(), match.start() + len(match[0].rstrip(" .,;"))
            if end > start:
                yield Finding(Kind.CONTACT, start, end, text[start:end])
