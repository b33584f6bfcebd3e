"""What may stand in a sentence's slots, and what each puts there.

{本单位} {党组织} …   the unit's own words (units.toml), {年} a year before the inspection
{n:3-9}               a number          {share:90-100}  a percentage
{月日} {月份}         a day, a month between feedback and report
{improper} {refunded} {refunded_part} {recovered} {outstanding} {other}   a sum and what it was
{cite:T} {made:T} {revised:T}   a title in 《》: cited, newly made, revised
{问责:谈|轻|中|重}    a sanction and how many persons it fell on
{人} {村} {社区} {基层} {乡镇} {路} {项目} {公司} {企业}   invented names
{行动} {活动} {平台} {文题} {党建品牌}               invented campaigns, platforms, headlines
"""

from collections.abc import Callable, Mapping
from functools import cache

from corpus import coinages, people, places, sanctions, sums
from corpus.dice import Dice
from corpus.numerals import full_date, month_day
from corpus.pieces import Script
from corpus.scene import Scene
from corpus.templates import SlotMaker, Step, Template, compile_template

WORDS = (
    "本单位", "党组织", "书记", "班子", "内设", "下属", "对象", "干部", "支部", "纪检", "财务",
    "办公室", "主业", "上级委", "全域", "届精神", "教育活动", "年",
)  # fmt: skip


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


def _title(made: bool, own: bool) -> SlotMaker:
    """A title in 《》; own ones may carry the unit's name, as such titles do."""

    def make(detail: str) -> Step:
        inner = compile_template(detail, slots())

        def write(script: Script, scene: Scene) -> None:
            script.say("《")
            start = script.at
            if own and scene.dice.chance(0.45):
                script.say(scene.unit.name if scene.dice.chance(0.4) else scene.unit.short)
            inner.write(script, scene)
            if own and scene.dice.chance(0.15):
                script.say("（试行）")
            script.close("citation", start, made)
            script.say("》")

        return write

    return make


def _invented(maker: Callable[[Dice], str], label: str | None = None) -> SlotMaker:
    def make(_detail: str) -> Step:
        def write(script: Script, scene: Scene) -> None:
            if label:
                script.mark(label, maker(scene.dice))
            else:
                script.say(maker(scene.dice))

        return write

    return make


def _neighbourhood(_detail: str) -> Step:
    """A village in a county, a community elsewhere."""

    def write(script: Script, scene: Scene) -> None:
        in_county = scene.unit.place.kind == "county"
        script.say((places.village if in_county else places.community)(scene.dice))

    return write


def _township(_detail: str) -> Step:
    """A town of a county, a street of a district."""

    def write(script: Script, scene: Scene) -> None:
        sign = "街道" if scene.unit.place.kind == "district" else "镇"
        script.say(places.town_stem(scene.dice) + sign)

    return write


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
        **sums.SLOTS,
        **sanctions.SLOTS,
        "cite": _title(made=False, own=False),
        "made": _title(made=True, own=True),
        "revised": _title(made=True, own=True),
        "人": _invented(people.person, "name"),
        "村": _invented(places.village),
        "社区": _invented(places.community),
        "路": _invented(places.road),
        "项目": _invented(places.project),
        "公司": _invented(places.company),
        "企业": _invented(places.company),
        "党建品牌": _invented(places.brand),
        "乡镇": _township,
        "基层": _neighbourhood,
        "行动": _invented(coinages.campaign),
        "活动": _invented(coinages.activity),
        "平台": _invented(coinages.platform),
        "文题": _invented(coinages.headline),
    }


@cache
def sentence(source: str) -> Template:
    """A sentence of the findings' vocabulary, compiled once."""
    return compile_template(source, slots())
