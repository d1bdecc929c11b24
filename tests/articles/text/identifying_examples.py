"""Sentences as they stand in testimonies, written for these tests: [what has to be found].

`IDENTIFYING` and `HARMLESS` were in sight when the rules were made. `UNSEEN` and `UNSEEN_HARMLESS`
were written afterwards and measured once, before any rule was changed for them.
"""

IDENTIFYING_EN = """
I crossed the river [on 14 June 2023] before dawn.
[On June 14th, 2023] they came to the house.
They wrote [2023-06-14] on the form.
The paper was dated [14.6.2023].
It was [the 14th of June] when the water rose.
We were arrested [in March 2019] and held there.
I was released [in mid-October 2018].
That was [in Juche 108, in May], she said.
It happened on [the fifteenth day of the eighth lunar month].
The guard called us [at 3:40 a.m.] and beat us.
They opened the gate at [11 o'clock at night].
We left [at 15:30] with the others.
I grew up in [Hoeryong] and went to school there.
The town of [Hoeryŏng] is on the river.
He was sent to [Hyesan City] to work.
My unit was near [Sin'uiju].
They took me from [Onsong County, North Hamgyong Province] to the detention centre.
We lived in [Musan-gun].
She was from [Ryongchon].
In [Yongchon] there was an explosion.
The family moved to [Chongjin].
He came from [Cheongjin].
They sent him to [Kaechon].
We hid in [Yanji] for a winter.
They caught us near [Tumen].
The lorry drove to [Dandong].
He died in [Camp No. 14].
I was in [Kyohwaso No. 12].
She was held at [Kwanliso 25].
The reeducation prison at [Jongori] was the worst.
I was [aged 34] when I left.
A [34-year-old] woman was with us.
My mother was [sixty-two years old].
When [I was nineteen] they took me.
I was [born in 1987] in the north.
[My elder sister] was sold across the border.
I left [two daughters] behind.
They were [twins] and both died.
[His youngest brother] saw it.
He was a [party secretary] there.
She worked as a [doctor] in the county.
My uncle was a [factory manager].
I studied at [Kim Chaek University] for four years.
Call me at [+82 10 1234 5678].
Write to [witness.one@example.org].
My [KakaoTalk ID: sunflower88].
The number [010-9876-5432] is mine.
His [WeChat: wang_2020] still works.
The broker gave the account number [352-0123-4567-83].
The car had the plate [12가 3456].
They live at [25 Hangang Road].
The officer was [Kim Chol-su].
[Pak Yong-hui] told me so.
[Chol-su] never came back.
A man named [Ri Sung] helped us.
[Ms. Park] gave me rice.
He served in [Unit 4126].
My father was a [lieutenant colonel].
[Three of us] got across.
We were [five women] in the cell.
It was the day of [Chuseok] when they shot him.
The letter says [2019-03].
"""

HARMLESS_EN = """
They beat us every day.
There was never enough to eat, and in winter many died.
I was afraid of the guards.
We walked for three hours through the snow.
In the spring of that year the rations stopped.
People may think that it was a choice.
He will march with the others.
It was in the 1990s, during the famine.
North Korea signed the covenant and does not honour it.
The Commission of Inquiry called these crimes against humanity.
I had no shoes and no coat.
Kim Jong Un visited and everything was painted.
They said Kim Il-sung had given us everything.
In South Hamgyong Province hunger was worst.
We paid one hundred yuan each.
My mother cried when I came home.
The government controls who may travel.
Nobody was allowed to speak.
They made us sing before every meal.
I want the world to know what happened.
The United Nations should act on this.
He said that the law does not protect us.
I have lived in fear for many years.
It took two days to reach the mountain.
They searched us and took everything.
She asked whether anybody had seen him.
I could not sleep at night.
Forced repatriation to the country must stop.
On the way we ate grass and bark.
I was told to forget it.
We shared what we had with our neighbours.
The water was cold and came up to my chest.
China must not send people back.
Some of them never returned.
Their letters were never answered.
Many were beaten until they confessed.
I was lucky to survive.
He was hungry, ill and alone.
What I saw I cannot forget.
Women were treated worse than animals.
The state gives each person a class at birth.
In Pyongyang people live differently.
"""

IDENTIFYING_KO = """
[2023년 6월 14일]에 강을 건넜습니다.
[2023. 6. 14.] 새벽이었습니다.
서류에는 [2023-06-14]라고 적혀 있었습니다.
[6월 14일]이었습니다.
[주체112(2023)년 6월 14일]에 체포되었습니다.
[음력 8월 15일]이었습니다.
[2019년 3월]에 붙잡혔습니다.
[98년 5월]부터 배급이 끊겼습니다.
[10월 중순]에 풀려났습니다.
[새벽 3시 40분]에 깨웠습니다.
[밤 11시경] 문을 두드렸습니다.
[오후 두 시]에 출발했습니다.
[회령]에서 자랐습니다.
[회령시]의 집결소로 끌려갔습니다.
[함경북도 온성군]에서 살았습니다.
[혜산]으로 갔습니다.
[무산군] 사람입니다.
[신의주]에는 친척이 있었습니다.
[청진시 포항구역]에 집이 있었습니다.
[온성군 삼봉로동자구]에서 일했습니다.
[룡천]에서 폭발이 있었습니다.
[용천] 출신입니다.
[운전군]에서 태어났습니다.
[평성]을 거쳐 갔습니다.
[연길]에 숨어 있었습니다.
[도문]에서 잡혔습니다.
[단둥]으로 넘어갔습니다.
[14호 관리소]에서 죽었습니다.
[제12호 교화소]에 갇혔습니다.
[전거리 교화소]가 가장 심했습니다.
그때 [서른네 살]이었습니다.
저는 [만 34세]입니다.
[열아홉 살] 때 끌려갔습니다.
어머니는 [62살]이었습니다.
[1987년생]입니다.
[87년생]입니다.
[언니]가 팔려 갔습니다.
[두 딸]을 두고 왔습니다.
[남동생]은 군대에 있었습니다.
우리는 [3남매]였습니다.
[쌍둥이]였는데 둘 다 죽었습니다.
[보위부 지도원]이 때렸습니다.
[당비서]가 왔습니다.
아버지는 [의사]였습니다.
[지배인]이 시켰습니다.
[청진의학대학]을 졸업했습니다.
[010-1234-5678]로 전화해 주세요.
[+86 139 1234 5678]이 제 번호입니다.
[카톡 아이디 sunflower88]입니다.
[위챗: wang_2020]으로 연락하세요.
메일은 [witness@example.org]입니다.
주민등록번호는 [900101-1234567]입니다.
계좌는 [352-0123-4567-83]입니다.
차 번호는 [12가 3456]이었습니다.
[김철수] 씨가 도와주었습니다.
[박영희]는 돌아오지 못했습니다.
[리순옥]이 말했습니다.
[최] 동지가 아니라 [최명호] 동지였습니다.
제 이름은 [영미]입니다.
[제4126부대]에서 복무했습니다.
보위부 [소좌]였습니다.
[세 명]이 함께 건넜습니다.
[우리 셋]만 살았습니다.
[추석] 전날이었습니다.
[23인민반]에 살았습니다.
"""

HARMLESS_KO = """
매일 맞았습니다.
먹을 것이 없어서 겨울에 많은 사람이 죽었습니다.
온성적으로 보아 그렇지 않습니다.
운전을 배우고 싶었습니다.
개천에서 물을 길었습니다.
구성이 복잡한 문제입니다.
영원히 잊지 못합니다.
위원회가 조사했습니다.
과일을 먹어 본 적이 없습니다.
세포 회의가 매주 있었습니다.
안주와 술을 가져왔습니다.
연탄이 없어서 추웠습니다.
세 시간 동안 걸었습니다.
3시간을 기다렸습니다.
21세기에 이런 일이 있습니다.
정부는 우리를 보호하지 않았습니다.
조선에서는 말할 수 없습니다.
고향이 그립습니다.
이것은 범죄입니다.
그 사람은 아무 말도 하지 않았습니다.
함경북도에서 굶주림이 심했습니다.
북한 주민은 이동할 자유가 없습니다.
강제 송환을 멈추어야 합니다.
김정은이 온다고 모두 칠했습니다.
1990년대 고난의 행군 때였습니다.
살림이 어려웠습니다.
다시는 돌아가지 않겠습니다.
감시를 받으며 살았습니다.
어머니가 우셨습니다.
우리는 풀을 먹었습니다.
국제사회가 알아야 합니다.
유엔이 나서야 합니다.
사람들을 모아 놓고 공개 처형을 했습니다.
임신한 여성들을 때렸습니다.
장사를 해서 먹고살았습니다.
전기가 들어오지 않았습니다.
무산되고 말았습니다.
통화를 하다가 걸렸습니다.
집안 사정이 나빴습니다.
노동을 시켰습니다.
한 시도 마음이 편하지 않았습니다.
평양에서는 다르게 삽니다.
"""

UNSEEN = """
It was [Sept. 3, 2017], a Sunday.
By [the end of August 2016] we had no food.
They arrived at [half past four] and left again.
The village was near [Kimchaek].
A trader from [Rajin] told me.
I passed through [Samjiyon].
We got to [Shenyang] by bus.
There was a [twelve-year-old] girl among us.
[She was 41] when she died.
[My husband] was taken away.
He had been a [train driver] all his life.
She taught at [Hamhung Medical College] then.
My brother's phone is [+86 138-0011-2233].
Our neighbour [Jang Myong-sik] informed on us.
The doctor was called [Han Myong Ok].
They belonged to the [5th Corps].
There were [seven people] in the boat.
[2015년 11월 2일] 저녁이었습니다.
[단천]의 광산에서 일했습니다.
[함흥시 사포구역]에서 왔습니다.
[심양]까지 차로 갔습니다.
[길주군]에 살던 때입니다.
[삼지연]으로 동원되었습니다.
[개천] 교화소에 있었습니다.
[마흔다섯 살]이 되던 해였습니다.
[92년생] 아들이 있었습니다.
[막내딸]을 업고 건넜습니다.
[오빠]와 함께 갔습니다.
남편은 [기관사]였습니다.
[인민반장]이 신고했습니다.
[정미향]이라는 여자가 있었습니다.
[황금숙] 아주머니가 숨겨 주었습니다.
[강은혜]는 그곳에서 죽었습니다.
[려권 번호 927112233]을 적었습니다.
[한길로 25]에 삽니다.
[다섯 가구]가 없어졌습니다.
[새벽 네 시쯤] 출발했습니다.
[5월 하순]에 돌아왔습니다.
[국경경비대원]에게 돈을 주었습니다.
[9군단]에 있었습니다.
"""

UNSEEN_HARMLESS = """
I did not know where they had taken him.
We were given a handful of corn each day.
A woman gave birth in the cell and they took the baby.
They told us to sign a paper without reading it.
The border was closed during the pandemic.
I think of those who stayed behind.
My parents never knew.
No one was allowed to move for the whole day.
The soldiers fired into the air.
In Kangwon Province the fields were empty.
He had been in the army for ten years.
Ma was the only word the baby knew.
So many people were lost.
The judge never looked at us.
It is a long way to the river.
아무도 우리를 도와주지 않았습니다.
강을 건너다가 총소리를 들었습니다.
재판도 없이 끌려갔습니다.
손발이 얼어서 걸을 수 없었습니다.
하루에 강냉이 한 줌을 주었습니다.
아이를 낳자마자 빼앗았습니다.
죽은 사람을 산에 묻었습니다.
나는 그날을 잊을 수 없습니다.
공안에게 붙잡혀 송환되었습니다.
장마당에서 쌀을 팔았습니다.
양강도는 추운 곳입니다.
이야기를 다 할 수는 없습니다.
서로 감시하게 만들었습니다.
인권을 짓밟는 일입니다.
조사를 받는 동안 잠을 재우지 않았습니다.
"""


def marked(text: str) -> list[tuple[str, str]]:
    """(sentence, what has to be found in it) of each line; a line can have several."""
    lines = [line for line in text.strip().splitlines() if line]
    found = []
    for line in lines:
        parts = line.replace("]", "[").split("[")
        found += [("".join(parts), part) for part in parts[1::2]]
    return found


def lines_of(text: str) -> list[str]:
    return [line for line in text.strip().splitlines() if line]
