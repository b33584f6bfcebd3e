"""What may stand in a sentence's slots, and what each puts there.

{本单位} {党组织} …   the unit's own words (units.toml), {年} a year before the inspection
{n:3-9}               a number          {share:90-100}  a percentage
{月日} {月份}         a day, a month between feedback and report
{improper} {refunded} {refunded_part} {recovered} {outstanding} {other}   a sum and what it was
{cite:T} {made:T} {revised:T}   a title in 《》: cited, newly made, revised
{问责:谈|轻|中|重}    a sanction and how many persons it fell on
{人} {村} {社区} {路} {项目} {公司} {企业}   invented names
"""

from collections.abc import Callable, Mapping
from functools import cache

from corpus import people, places
from corpus.dice import Dice
from corpus.numerals import full_date, month_day
from corpus.pieces import Script
from corpus.scene import Scene
from corpus.templates import SlotMaker, Step, Template, compile_template

WORDS = (
    "本单位", "党组织", "书记", "班子", "内设", "下属", "对象", "干部", "支部", "纪检", "财务",
    "办公室", "主业", "上级委", "全域", "届精神", "教育活动", "年",
)  # fmt: skip

# What fell on whom: the kind, and how it is said; {n} persons.
SANCTIONS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "谈": (
        ("提醒谈话", "开展提醒谈话{n}人次"),
        ("谈话提醒", "谈话提醒{n}人次"),
        ("约谈", "约谈{n}人次"),
    ),
    "轻": (
        ("谈话提醒", "对{n}名责任人进行谈话提醒"),
        ("提醒谈话", "对{n}名相关责任人开展提醒谈话"),
        ("批评教育", "对{n}名责任人予以批评教育"),
        ("约谈", "约谈责任人{n}人次"),
        ("书面检查", "责令{n}名责任人作出书面检查"),
    ),
    "中": (
        ("诫勉谈话", "对{n}名责任人进行诫勉谈话"),
        ("通报批评", "对{n}名责任人通报批评"),
        ("批评教育", "批评教育{n}人"),
        ("组织处理", "组织处理{n}人"),
    ),
    "重": (
        ("立案", "立案{n}人"),
        ("党内警告", "给予{n}人党内警告处分"),
        ("严重警告", "给予{n}人党内严重警告处分"),
        ("政务处分", "给予{n}人政务处分"),
        ("诫勉谈话", "对{n}人进行诫勉谈话"),
    ),
}
BRANDS = (
    "红色驿站",
    "先锋领航",
    "党员连心",
    "暖心红",
    "四级联动",
    "红细胞",
    "初心同行",
    "五彩先锋",
)


def word(name: str) -> SlotMaker:
    """A slot that says one of the scene's words."""

    def make(_detail: str) -> Step:
        def write(script: Script, scene: Scene) -> None:
            script.say(scene.words[name])

        return write

    return make


def _number(detail: str) -> Step:
    low, high = _limits(detail)

    def write(script: Script, scene: Scene) -> None:
        script.say(str(low + int(scene.dice.roll() * (high - low + 1))))

    return write


def _share(detail: str) -> Step:
    low, high = _limits(detail)

    def write(script: Script, scene: Scene) -> None:
        whole = scene.dice.between(low, high)
        tenth = scene.dice.below(20)
        script.say(f"{whole}.{tenth}%" if 0 < tenth < 10 and whole < high else f"{whole}%")

    return write


def _limits(detail: str) -> tuple[int, int]:
    low, _, high = detail.partition("-")
    return int(low), int(high)


def _day(_detail: str) -> Step:
    def write(script: Script, scene: Scene) -> None:
        day = scene.day_of_work()
        script.say(full_date(day) if scene.dice.chance(0.5) else month_day(day))

    return write


def _month(_detail: str) -> Step:
    def write(script: Script, scene: Scene) -> None:
        script.say(f"{scene.dice.between(5, 9)}月份")

    return write


def _since(_detail: str) -> Step:
    def write(script: Script, scene: Scene) -> None:
        day = scene.visit.feedback
        script.say("整改以来" if scene.dice.chance(0.6) else f"{day.year}年{day.month}月以来")

    return write


def yuan_words(yuan: int, dice: Dice) -> tuple[str, float]:
    """A sum as a notice writes it, and what those words are worth."""
    if yuan >= 10_000 and dice.chance(0.7):
        text = f"{yuan / 10_000:.2f}".rstrip("0").rstrip(".")
        return f"{text}万元", round(float(text) * 10_000, 2)
    return f"{yuan}元", float(yuan)


def _sum(kind: str, amount: Callable[[Scene], int]) -> SlotMaker:
    def make(_detail: str) -> Step:
        def write(script: Script, scene: Scene) -> None:
            words, worth = yuan_words(amount(scene), scene.dice)
            script.mark("amount", words, (kind, worth))

        return write

    return make


def _improper(scene: Scene) -> int:
    """The sum in question: one and the same in a whole finding, in tens of yuan."""
    low, high = scene.sums
    if scene.in_question is None:
        scene.in_question = int(low * (high / low) ** scene.dice.roll()) // 10 * 10
    return scene.in_question


def _refunded_part(scene: Scene) -> int:
    total = _improper(scene)
    left = max(10, int(total * (0.02 + 0.2 * scene.dice.roll())) // 10 * 10)
    scene.outstanding = left
    return max(total - left, 10)


def _outstanding(scene: Scene) -> int:
    return scene.outstanding or _improper(scene)


def _other(scene: Scene) -> int:
    return int(20_000 * 300 ** scene.dice.roll()) // 100 * 100


def _title(made: bool | None, own: bool) -> SlotMaker:
    """A title in 《》; own ones may carry the unit's name, as such titles do."""

    def make(detail: str) -> Step:
        inner = compile_template(detail, slots())

        def write(script: Script, scene: Scene) -> None:
            script.say("《")
            start = script.at
            if own and scene.dice.chance(0.45):
                script.say(scene.unit.name if scene.dice.chance(0.4) else scene.unit.short)
            inner.write(script, scene)
            script.close("citation", start, made)
            script.say("》")

        return write

    return make


def _sanction(detail: str) -> Step:
    choices = SANCTIONS[detail]

    def write(script: Script, scene: Scene) -> None:
        kind, words = scene.dice.pick(choices)
        persons = scene.dice.between(3, 12) if "人次" in words else scene.dice.between(1, 4)
        script.mark("accountability", words.replace("{n}", str(persons)), (kind, persons))

    return write


def _invented(maker: Callable[[Dice], str], label: str | None = None) -> SlotMaker:
    def make(_detail: str) -> Step:
        def write(script: Script, scene: Scene) -> None:
            if label:
                script.mark(label, maker(scene.dice))
            else:
                script.say(maker(scene.dice))

        return write

    return make


@cache
def slots() -> Mapping[str, SlotMaker]:
    """Every slot of the findings' sentences by name."""
    return {
        **{name: word(name) for name in WORDS},
        "n": _number,
        "share": _share,
        "月日": _day,
        "月份": _month,
        "整改以来": _since,
        "improper": _sum("improper", _improper),
        "refunded": _sum("refunded", _improper),
        "refunded_part": _sum("refunded", _refunded_part),
        "recovered": _sum("recovered", _improper),
        "outstanding": _sum("outstanding", _outstanding),
        "other": _sum("other", _other),
        "cite": _title(made=False, own=False),
        "made": _title(made=True, own=True),
        "revised": _title(made=True, own=True),
        "问责": _sanction,
        "人": _invented(people.person, "name"),
        "村": _invented(places.village),
        "社区": _invented(places.community),
        "路": _invented(places.road),
        "项目": _invented(places.project),
        "公司": _invented(places.company),
        "企业": _invented(places.company),
        "党建品牌": _invented(lambda dice: dice.pick(BRANDS)),
    }


@cache
def sentence(source: str) -> Template:
    """A sentence of the findings' vocabulary, compiled once."""
    return compile_template(source, slots())
