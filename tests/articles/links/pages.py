"""Pages of outlets that do not exist, written for the tests."""

import json

FILLER = {
    "en": "The committee heard three people who had left the North last year. They spoke of the camp, of the "
    "road to the river and of the families who stayed behind, and they asked that their names be kept out.",
    "ko": "위원회는 지난해 북한을 떠난 세 사람의 이야기를 들었다. 그들은 수용소와 강으로 가는 길, 그리고 남겨진 가족에 대하여 말했으며 "
    "자신의 이름이 알려지지 않기를 바란다고 했다. 조사는 다음 달까지 이어질 예정이다.",
    "ja": "委員会は昨年北朝鮮を離れた三人の話を聞いた。三人は収容所のこと、川へ向かう道のこと、そして残された家族のことを語り、"
    "名前を出さないでほしいと頼んだ。調査は来月まで続く予定である。",
    "zh": "委员会听取了去年离开朝鲜的三个人的讲述。他们谈到了收容所，谈到了通往河边的路，也谈到了留下的家人，并且请求不要公开他们的名字。"
    "调查将持续到下个月。",
    "de": "Der Ausschuss hörte drei Menschen an, die den Norden im vergangenen Jahr verlassen haben. Sie sprachen von "
    "dem Lager und von dem Weg zum Fluss, und sie baten darum, dass ihre Namen nicht genannt werden.",
    "fr": "La commission a entendu trois personnes qui ont quitté le Nord l'an dernier. Elles ont parlé du camp et du "
    "chemin vers la rivière, et elles ont demandé que leurs noms ne soient pas publiés dans la presse.",
}


def page(
    *, head: str = "", body: str = "", language: str = "en", title: str = "", ld: object = None
) -> bytes:
    """A page with an article of three paragraphs below `body`."""
    data = f'<script type="application/ld+json">{json.dumps(ld)}</script>' if ld else ""
    text = f"<p>{FILLER[language]}</p>" * 3
    return (
        f"<!doctype html><html><head><title>{title}</title>{data}{head}</head>"
        f"<body>{body}<article>{text}</article></body></html>"
    ).encode()


def meta(**named: str) -> str:
    """Meta tags; a double underscore stands for a colon."""
    return "".join(
        f'<meta property="{name.replace("__", ":")}" content="{content}">'
        for name, content in named.items()
    )
