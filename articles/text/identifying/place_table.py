"""The cities, counties and districts of North Korea by province, and towns across the border.

A name with `!` is an everyday word as well (운전군 and 운전, driving): in Hangul it counts only with
its ending. Spellings of the South are made of these (룡천 → 용천), and so are those in Latin letters.
"""

#: (province in Korean, in English): its parts.
NORTH_KOREA = {
    ("평양", "Pyongyang"): """
        중구역! 평천구역 보통강구역! 모란봉구역 서성구역 선교구역! 동대원구역 대동강구역! 사동구역 대성구역!
        만경대구역 형제산구역 룡성구역 삼석구역 력포구역 락랑구역 순안구역 은정구역! 화성구역! 강남군! 강동군!
    """,
    ("평안남도", "South Pyongan Province"): """
        평성시 안주시! 개천시! 순천시! 덕천시 대동군! 증산군! 평원군! 숙천군 문덕군 신양군 양덕군 성천군 은산군
        회창군 북창군 맹산군 녕원군! 대흥군 청남구! 득장지구 남포시 항구구역! 와우도구역 강서구역! 천리마구역!
        대안구역! 룡강군 온천군!
    """,
    ("평안북도", "North Pyongan Province"): """
        신의주시 구성시! 정주시 의주군 룡천군 염주군! 철산군 동림군 선천군! 곽산군 운전군! 박천군 태천군 천마군!
        대관군! 창성군! 동창군! 벽동군 삭주군 향산군 운산군 구장군! 녕변군 피현군 신도군! 룡암포
    """,
    ("자강도", "Jagang Province"): """
        강계시 희천시 만포시 장강군! 화평군 자성군 중강군! 랑림군 룡림군 동신군 송원군! 초산군 고풍군! 위원군!
        우시군! 전천군 성간군 시중군!
    """,
    ("량강도", "Ryanggang Province"): """
        혜산시 삼지연시 보천군 갑산군 삼수군! 김정숙군! 김형직군! 김형권군! 풍서군 운흥군 백암군 대홍단군 보천보
    """,
    ("함경북도", "North Hamgyong Province"): """
        청진시 포항구역! 신암구역 수남구역 청암구역 라남구역 송평구역 부윤구역 회령시 김책시 길주군 명천군 명간군
        화대군 화성군! 어랑군 경성군! 부령군 무산군 연사군 온성군 새별군 경원군 은덕군 경흥군 라선시 라진시 선봉군
        남양구! 종성구! 삼봉구! 유선구! 학송구! 궁심구!
    """,
    ("함경남도", "South Hamgyong Province"): """
        함흥시 흥남구역 사포구역 동흥산구역 회상구역! 성천강구역 해안구역! 신포시 단천시 함주군 정평군 금야군
        고원군! 요덕군 장진군 부전군! 신흥군! 영광군! 홍원군 북청군 덕성군! 리원군! 허천군 락원군! 수동구! 금호지구!
        검덕지구
    """,
    ("강원도", "Kangwon Province"): """
        원산시 문천시 안변군 고산군! 통천군 고성군! 금강군! 창도군 김화군 회양군 세포군! 평강군 철원군! 이천군!
        판교군! 법동군 천내군
    """,
    ("황해북도", "North Hwanghae Province"): """
        사리원시 송림시 황주군 연탄군! 봉산군 은파군 린산군 서흥군 수안군! 연산군! 신평군 곡산군 신계군 평산군
        금천군! 토산군 중화군! 상원군! 승호군! 개성시! 장풍군 판문군
    """,
    ("황해남도", "South Hwanghae Province"): """
        해주시 벽성군 강령군! 옹진군 태탄군 장연군 룡연군 과일군! 송화군 삼천군! 은률군 은천군! 안악군 신천군!
        재령군 신원군! 배천군 연안군! 청단군
    """,
}  # fmt: skip

#: Spellings in Latin letters that follow from no system, and names that are not in the list.
OTHER_SPELLINGS = {
    "회령시": "Hweryong Hoiryong Hoeryeoung",
    "신의주시": "Shinuiju Sinuju Shinuju",
    "청진시": "Chungjin",
    "라선시": "Najin-Sonbong",
    "새별군": "Saetbyol Saetbyeol",
    "은덕군": "Undok Aoji",
    "요덕군": "Yoduk",
    "개천시": "Gaechon",
    "온성군": "Onsung",
    "락원군": "Nakwon",
    "함흥시": "Hamheoung",
}

#: What readers are told of towns across the border.
NORTH_EAST_CHINA = ("중국 동북 지방", "north-eastern China")
#: (Korean spellings, Latin spellings).
ACROSS_THE_BORDER = (
    ("연길 옌지", "Yanji Yenji"), ("도문 투먼", "Tumen"), ("단동 단둥", "Dandong Tandong"),
    ("훈춘", "Hunchun"), ("룡정 용정 룽징", "Longjing Yongjeong"), ("화룡 허룽", "Helong"),
    ("왕청", "Wangqing"), ("안도현", "Antu"), ("장백현 장백조선족자치현", "Changbai"),
    ("집안시 지안시", "Jian Ji'an"), ("림강 임강 린장", "Linjiang"), ("백산시 바이산", "Baishan"),
    ("통화시 퉁화", "Tonghua"), ("심양 선양시", "Shenyang"), ("대련 다롄", "Dalian"),
    ("장춘 창춘", "Changchun"), ("길림시 지린시", ""), ("할빈 하얼빈", "Harbin"),
    ("목단강 무단장", "Mudanjiang"), ("연변 옌볜", "Yanbian Yenbian"), ("돈화 둔화시", "Dunhua"),
    ("관전현 콴뎬", "Kuandian"), ("개산툰", "Kaishantun"), ("삼합진", "Sanhe"),
    ("숭선진", "Chongshan"), ("동녕현", "Dongning"), ("수분하", "Suifenhe"), ("봉황성", "Fengcheng"),
    ("이도백하 이도바이허", "Erdaobaihe"), ("교하시", "Jiaohe"), ("밀산", "Mishan"),
)  # fmt: skip

#: What stays: it is coarse enough. Short forms are read as well.
SHORT_PROVINCES = {
    "평남": "평안남도",
    "평북": "평안북도",
    "함북": "함경북도",
    "함남": "함경남도",
    "황북": "황해북도",
    "황남": "황해남도",
    "양강도": "량강도",
}
