"""What sites write where a page is gone, in the languages of the press that writes about us."""

import re

_GONE_WORDS = (
    r"\b404\b(?=\s*(?:$|[-–—|:.,!)]|error|not|page|오류|에러))|\b(?:error|http|fehler|erreur)\s*:?\s*404\b",
    r"(?:page|article|story|file|content|post|document|video) (?:was |is |could |can)?(?:not|n[o’']t) (?:be )?found",
    r"page can(?:not|[’']t) be found",
    r"(?:can[’']t|could(?:n[’']t| not)|cannot|unable to|did ?n[’']t) (?:seem to )?find (?:the|that|this|your) \w+",
    r"not found",
    r"(?:you requested|you are looking for|page|article|story|content|video|post) (?:does ?n[o’']t exist|no longer exists)",
    r"(?:requested|looking for|page|article|story|content|video) (?:is|has been|was) (?:deleted|removed|no longer available)",
    r"페이지를 찾을 수 없|(?:존재하지|유효하지) 않는|삭제된 (?:기사|게시물|글|페이지|뉴스)|삭제되었|삭제(?:됐|된 상태)",
    r"(?:기사|페이지|게시물|뉴스|자료)(?:가|이|를|을)? (?:없습니다|없음|존재하지 않|찾을 수 없|삭제되|삭제됐)|없는 (?:기사|페이지|게시물)",
    r"(?:서비스|제공)(?:가|이)? (?:종료|중지)된 (?:기사|페이지)|잘못된 (?:접근|경로|주소)",
    r"ページ(?:が|は)(?:見つかり|存在し|ありま)|お探しの(?:ページ|記事)|(?:記事|ページ)は(?:削除|掲載期間|公開(?:期間)?(?:が|を)?終了)",
    r"掲載(?:期間)?(?:が|は)?終了|この記事は(?:現在)?(?:ご覧|お読み)",
    r"(?:页面|網頁|网页|頁面|文章|内容|內容)(?:不存在|已(?:被)?(?:删除|刪除|失效)|找不到|未找到)|找不到(?:该|該|您|此)?(?:的)?(?:頁面|页面|網頁|网页|文章)",
    r"(?:您|你)(?:访问|訪問|要找|查找)的(?:页面|頁面|内容|文章)",
    r"(?:seite|artikel|inhalt)[^.]{0,40}nicht (?:gefunden|mehr (?:verfügbar|vorhanden)|verfügbar|vorhanden)|nicht gefunden",
    r"(?:page|article|contenu)s? (?:introuvable|non trouvée?|inexistante?|supprimée?)|n[’']existe (?:pas|plus)",
    r"n[’']est plus disponible",
    r"(?:página|artículo|contenido|noticia)s? (?:no (?:encontrad[oa]|existe|disponible)|eliminad[oa])",
    r"no (?:se ha|hemos|se pudo) (?:podido )?encontra(?:do|r)",
    r"(?:página|artigo|conteúdo|notícia) não (?:foi )?(?:encontrad[oa]|existe|disponível)",
    r"pagina non (?:è (?:stata )?)?(?:trovata|disponibile|esiste)|articolo non (?:trovato|disponibile)",
    r"pagina (?:is |kon )?niet (?:worden )?gevonden|sidan (?:kunde inte|kan inte|finns inte|hittades inte)",
    r"siden (?:ble ikke|blev ikke|finnes ikke|findes ikke)|sivua ei löy",
    r"страница (?:не найдена|удалена|не существует)|(?:материал|статья|новость) (?:не найден|удален)",
    r"(?:strony|strona) nie (?:znaleziono|istnieje)|stránka (?:nenalezena|neexistuje|nebyla nalezena)",
    r"sayfa bulunamadı|halaman tidak ditemukan|không tìm thấy (?:trang|bài)|trang không tồn tại|ไม่พบหน้า",
    r"الصفحة (?:غير موجودة|التي)|הדף לא נמצא|पृष्ठ नहीं मिला",
)
#: Found anywhere in a title or a short line.
GONE = re.compile("|".join(_GONE_WORDS), re.IGNORECASE)
