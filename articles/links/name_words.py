"""Words around the names of writers: what comes before them, and what is no person."""

import re

# "By Jane Doe" in the languages of news. The words stand at the beginning, before a space or colon.
LEAD_INS = (
    r"(?:(?:written|words|story|text|report|reported|reporting|analysis|opinion|edited|posted|published|"
    r"interview|review|commentary|column|essay|photographs?|photos?|images?)\s+(?:and\s+\w+\s+)?by|by|from|"
    r"authors?|writers?|reporters?|"
    r"von|text|autor(?:en|in|es|a)?|verfasst von|ein(?:e)? \w+ von|"
    r"par|propos recueillis par|textes?|auteurs?e?s?|por|per|texto|de|di|a cura di|testo|autore|door|tekst|"
    r"av|af|skrevet av|skribent|kirjoittaja|teksti|od|autorzy?|opracowanie|oprac\.|napsal[ai]?|szerző|írta|"
    r"scris de|yazan|haber|muhabir|oleh|penulis|reporter|автор(?:ы|и)?|текст|подготовил[аи]?|"
    r"συντάκτης|γράφει|του|της|كتبت?|بقلم|إعداد|تحرير|نویسنده|"
    r"글|취재|기자|作者|撰文|文|文字|取材・文|取材|執筆|筆者|著者|記者|记者|采写|撰稿|लेखक|द्वारा|tác giả|mwandishi)"
)
# The word may be glued to the name where a page writes them in elements of their own.
LEAD_IN = re.compile(
    rf"^(?:{LEAD_INS}(?:\s*[:：/／|●]\s*|\s+)|(?-i:[Bb]y|von|par|por)(?=(?-i:[A-Z])))",
    re.IGNORECASE,
)
CREDIT = re.compile(
    r"^(?:by|von|par|por|di|door|av|af|od|oleh|كتبت?|بقلم|автор(?:ы)?|author|autor)\s*:?\s+\S",
    re.IGNORECASE,
)

# What separates two names. A comma is treated apart: it also comes before a role or a place.
SEPARATORS = re.compile(
    r"\s*(?:;|·|ㆍ|•|‧|∙|、|，|/|／|\||｜|&|\+|\n"
    r"|\b(?:(?i:and|und|et|with)|y|e|en|og|och|ja|ve|dan|và|na|con|mit|avec)\b(?=\s)|\si\s|\sи\s|\sта\s|\sو\s?(?=\S))\s*",
)

# Lead-ins that are also names or parts of them.
NAME_LIKE_LEAD_INS = frozenset(
    ["na", "de", "di", "da", "del", "van", "od", "af", "av", "en", "oleh", "por", "par", "text"]
)


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Roles and days that stand beside a name without a comma.
ROLES = _words(
    """
        affairs afp african analyst anchor ap artikel asian assistant associate autor autorin beitrag biên
        bloomberg bureau chief columnist contributor contributors correspondant correspondante correspondent
        correspondents corresponsal corrispondente crime cultural defence defense deputy dienstag dimanche
        diplomatic director donnerstag dpa dziennikarz economic economics editor editorial editors enviada
        enviado environment environmental envoyé envoyée erstellt european executive experte expertin fellow
        financial follow foreign freelance freier freitag friday giornalista guest industry inviata inviato
        jeudi jornalista journalist journaliste korrespondent korrespondentin legal lundi mardi mercredi
        mitglied mittwoch monday montag periodista phóng political posted pressemitteilung producer professor
        published publiziert rechtsanwalt redakteur redakteurin religious reporter reporters repórter research
        researcher reuters samedi samstag saturday senior seorang social sonntag specialist staff stand sunday
        thursday transport tuesday updated vendredi veröffentlicht wartawan wednesday writer writers über
        журналист корреспондент محرر مراسل
    """
)
# A word of an organisation, a desk, a day, a role or a page makes no person.
NOT_A_PERSON = ROLES | _words(
    """
        about abteilung account admin administrator advertisement advertiser after agence agencia agencias
        agencies agency agentur agenturen agenzia all alle analysis and ansa archive archives are article
        articles artikel as associated association at author authors autor autorin bbc before beiträge belga
        blog board bot business but cbs center centre channel chef cnn colaborador colaboração college colunista
        com comment comments commission committee communications community company contact content copy
        copyright corporation council credits culture daily dapd department desk details dienstag digital
        digitalteam dimanche donnerstag efe email en entertainment epd equipo erstellt español exclusive expert
        experte expertin facebook for foundation freier freitag friday from gazette getty government group has
        have health her herald his how ians image images inc institute interactive international interview is it
        its jefe jeudi join journal kcna kna kyodo latest letters live llc local ltd lundi lusa magazine manager
        mardi media member mercredi message ministry mitarbeiter mitglied mittwoch monday montag more multimedia
        nachrichtenagentur national nbc network new news newsdesk newsletter newspaper newsroom newswire not ntb
        of office official on online op-ed opinion organization our over partner photo photographer photos
        picture pictures platform podcast policy politics politikredaktion post press print production project
        pti public publisher publiziert radio rechtsanwalt redacao redaccion redacción redactie redakce redakcja
        redaksi redaktion redaktionen redaktor redazione redação report reported reporting review rfa rtr
        rubrique rédaction said samedi samstag saturday says science secretary section series service services
        share shutterstock society sonntag special sponsored sport spécial stand standard stories strategist
        streaming studio subscribe sunday syndicate talk tass team tech technology television that the these
        this thursday times to today toimittaja toimitus top topics tribune tuesday tv twitter tập ukrinform
        uncategorized under unit university unknown upi user vendredi veröffentlicht video view views viên voa
        was web webdesk webmaster website wednesday weekly were what when where who why wire with world write
        www xinhua yonhap your zone zur über агентство апн интерфакс новости отдел пресс редактор редакция
        редакція риа служба тасс أخبار القسم تحرير جريدة رويترز صحيفة مكتب موقع وكالات وكالة
    """
)
# A single word like these stands in names of organisations written without spaces.
NOT_A_PERSON_CJK = re.compile(
    r"編集部|编辑部|編輯部|编辑|編輯|責任|责任|新聞|新闻|通信|通讯|通訊|社$|报$|報$|網$|网$|中心|記者会|報導|报道|综合|綜合|特約|"
    r"快訊|快讯|者$|本报|本報|本社|頻道|频道|電視|电视|媒體|媒体|日报|日報|ニュース|ロイター|オンライン|編集|翻訳|写真|政治|経済|社会|国際|文化"
)
NOT_A_PERSON_KO = re.compile(
    r"뉴스|신문|일보|방송|편집|취재|온라인|디지털|인터넷|미디어|연합|통신|기획|특별|데스크|사진|영상|사회부|정치부|경제부|"
    r"국제부|문화부|보도국|취재팀|닷컴|타임|저널|투데이|매체|본지|객원|독자|시민|관리자|운영자|기사|기자|특파원|^(?:선임|수석|인턴|전문|논설|명예)|[의를는]$"
)
PLACES = frozenset(
    re.findall(
        r"[^;\s][^;\n]*",
        """
        abu dhabi; addis ababa; buenos aires; cape town; capitol hill; ciudad de méxico; costa rica;
        den haag; east asia; el salvador; frankfurt am main; gaza city; gaza strip; ho chi minh city;
        hong kong; kuala lumpur; las vegas; los angeles; mexico city; middle east; new delhi; new york;
        new zealand; north korea; phnom penh; port moresby; puerto rico; rio de janeiro; san diego;
        san francisco; santiago de chile; saudi arabia; south africa; south korea; southeast asia;
        sri lanka; st petersburg; são paulo; tel aviv; united kingdom; united nations; united states;
        washington dc; west bank; white house
        """,
    )
)

# Roles that stand beside a Korean, Japanese or Chinese name without a comma.
_KOREAN_RANK = (
    r"(?:(?:선임|수석|인턴|전문|객원|논설|편집|대|부|시민|명예|사진|영상|취재|스포츠|정치|경제|국제|문화|법조|통일|외교|군사|의학|과학|환경|"
    r"북한|교육|산업|여행|디지털|온라인)\s?)*"
)
KOREAN_WRITER = rf"{_KOREAN_RANK}(?:기자|특파원|통신원|리포터|논설위원|논설실장|주필|칼럼니스트|평론가|에디터|앵커|아나운서|피디|PD)"
KOREAN_ROLE = (
    rf"{_KOREAN_RANK}(?:기자|특파원|통신원|리포터|논설위원|논설실장|주필|칼럼니스트|평론가|에디터|앵커|아나운서|피디|PD|"
    r"위원|국장|부장|차장|팀장|작가|교수|대표|연구원|연구위원|변호사|소장|원장|이사장|센터장)"
)
JAPANESE_ROLE = r"編集委員|論説委員|論説主幹|特別編集委員|客員論説委員|上級論説委員|記者|特派員|支局長|編集長|デスク|コラムニスト|ジャーナリスト|ライター|教授|さん|氏"
CHINESE_ROLE = r"本报记者|本報記者|特约记者|特約記者|特派记者|特派記者|实习记者|實習記者|见习记者|記者|记者|主笔|主筆|评论员|評論員|通讯员|通訊員|撰稿人"


def names_organisation(line: str) -> bool:
    """Whether a short line names a desk, an agency or the like."""
    return any(word.strip(".,:").casefold() in NOT_A_PERSON for word in line.split()[1:])
