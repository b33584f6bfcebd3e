"""A notice's title and opening: who inspected whom, when, and what the notice says of itself."""

from collections.abc import Callable, Mapping
from functools import cache

from corpus.numerals import chinese
from corpus.pieces import Script
from corpus.plan import DONE
from corpus.scene import Scene, field
from corpus.slots import slots
from corpus.templates import SlotMaker, Step, Template, compile_template
from corpus.vocabulary import table
from corpus.windows import (
    write_feedback_day,
    write_later_meeting,
    write_meeting,
    write_up_to,
    write_window,
)


def _step(write: Step) -> SlotMaker:
    return lambda _detail: write


def write_issuer(script: Script, scene: Scene) -> None:
    """中共清和区水利局党组: the unit's name stands in it."""
    script.say("中共")
    write_unit(script, scene)
    script.say(scene.unit.party)


def write_unit(script: Script, scene: Scene) -> None:
    unit = scene.unit
    if "unit" in scene.told:
        script.say(unit.name)
        return
    start = script.at
    script.mark("notice.region", unit.place.name)
    script.say(unit.name[len(unit.place.name) :])
    script.close("notice.unit", start)
    scene.told.add("unit")


def _round_words(scene: Scene) -> str:
    visit, form = scene.visit, scene.forms["round"]
    if form == "term":
        return f"{chinese(visit.term)}届{scene.unit.superior}第{chinese(visit.round)}轮"
    return f"第{visit.round if form == 'digits' else chinese(visit.round)}轮"


def write_round(script: Script, scene: Scene) -> None:
    """区委第十一轮, 十三届区委第三轮, or only 区委 where the notice tells no round."""
    form = scene.forms["round"]
    if scene.forms["contradiction"] == "committee" and "title" not in scene.told:
        script.say("市委" if scene.unit.superior != "市委" else "省委")
    elif form != "term":
        script.say(scene.unit.superior)
    if form != "none":
        field(script, scene, "round", _round_words(scene))


def _group_words(scene: Scene) -> str:
    visit, superior, body = scene.visit, scene.unit.superior, scene.visit.body
    number = chinese(visit.group)
    if scene.forms["group"] == "numbered":
        return f"{superior}第{number}{body}组"
    if scene.forms["group"] == "brief":
        return f"{superior}{body}{number}组"
    return f"{superior}{NAMED_GROUPS.get(visit.kind, '专项')}{body}组"


NAMED_GROUPS = {"机动": "机动", "联动": "联动", "交叉": "交叉", "提级": "提级"}


def write_group(script: Script, scene: Scene) -> None:
    if scene.forms["group"] != "fused" or "group_name" in scene.told:
        field(script, scene, "group_name", _group_words(scene))
        return
    start = script.at  # 区委第十二轮巡察一组: the round stands inside the group's name
    script.say(scene.unit.superior)
    field(script, scene, "round", f"第{chinese(scene.visit.round)}轮")
    script.say(f"{scene.visit.body}{chinese(scene.visit.group)}组")
    script.close("notice.group_name", start)
    scene.told.add("group_name")


def write_group_again(script: Script, scene: Scene) -> None:
    """The group at its second mention: whole, or without its number."""
    if scene.forms["group"] in ("fused", "named") or scene.dice.chance(0.5):
        script.say(f"{scene.unit.superior}{scene.visit.body}组")
    else:
        script.say(_group_words(scene))


def write_object(script: Script, scene: Scene) -> None:
    """The inspected unit as the opening calls it."""
    unit, form = scene.unit, scene.forms["object"]
    party = unit.party_brief if scene.dice.chance(0.6) else ""
    if form == "we":
        script.say("我" + unit.short[-1] if unit.kind == "bureau" else "我单位")
        return
    if form in ("short", "work"):
        script.say(unit.short + party if form == "short" else unit.main)
        return
    write_unit(script, scene)
    if form == "called":
        script.say(f"（以下简称“{unit.short}”）")
    elif form == "renamed":
        script.say(f"（原{unit.place.name}{OLD_NAMES.get(unit.kind, '有关机构')}）")
    script.say(party)


OLD_NAMES = {"bureau": "文化教育体育局", "street": "城关街道", "company": "投资发展公司"}


def write_object_again(script: Script, scene: Scene) -> None:
    unit = scene.unit
    party = unit.party_brief if scene.dice.chance(0.5) else ""
    script.say((scene.words["本单位"] if scene.forms["object"] == "we" else unit.short) + party)


def write_inspection(script: Script, scene: Scene) -> None:
    """巡察, with its kind where the notice states one."""
    kind, body = scene.visit.kind, scene.visit.body
    if scene.forms["inspection"] == "political":  # 政治巡察 is no kind
        script.say("政治")
    if scene.forms["inspection"] == "stated" and kind != "回头看":
        field(script, scene, "kind", kind)
    field(script, scene, "body", body)
    if scene.forms["inspection"] == "stated" and kind == "回头看":
        script.say("“")
        field(script, scene, "kind", kind)
        script.say("”")


def write_body(script: Script, scene: Scene) -> None:
    script.say(scene.visit.body)


def write_begins(script: Script, scene: Scene) -> None:
    day = scene.visit.begins
    words = f"{day.year}年{day.month}月{day.day}日"
    field(script, scene, "inspected_from", words, day.isoformat())


def write_days(script: Script, scene: Scene) -> None:
    script.say(str((scene.visit.ends - scene.visit.begins).days))


def _count(name: str, number: Callable[[Scene], int]) -> SlotMaker:
    """A number the notice states about itself, in digits or numerals."""

    def write(script: Script, scene: Scene) -> None:
        value = number(scene)
        words = chinese(value) if scene.forms["numerals"] == "chinese" else str(value)
        field(script, scene, name, words, value)

    return _step(write)


def _items(style: str) -> Step:
    """A middle level of counting that no field holds."""

    def write(script: Script, scene: Scene) -> None:
        number = len(scene.plan.parts)
        script.say(chinese(number) if style == "numerals" else str(number))

    return write


def write_neighbour(script: Script, scene: Scene) -> None:
    """A second unit that signs the title as well."""
    script.say(scene.unit.place.name + scene.dice.pick(("财政局", "审计局", "统计局")))


def _all_completed(words: str) -> Step:
    """已全部完成整改 states that all the findings counted before it are completed."""

    def write(script: Script, scene: Scene) -> None:
        if "stated_findings" in scene.told:
            field(script, scene, "stated_completed", words, scene.plan.told)
        else:
            script.say(words)

    return write


# A figure, the statuses that it counts and the field that holds it.
FIGURES = (
    ("已完成{}个", (DONE, "同意销号", "视同完成"), "stated_completed"),
    ("基本完成{}个", ("基本完成",), "stated_basically_completed"),
    ("阶段性完成{}个", ("阶段性完成",), "stated_basically_completed"),
    ("正在整改{}个", ("正在整改", "正在推进"), "stated_in_progress"),
    ("长期坚持{}个", ("已完成并长期坚持",), None),
    ("未完成{}个", ("未完成",), "stated_not_completed"),
)


def write_figures(script: Script, scene: Scene) -> None:
    """已完成30个、基本完成2个…: each with its number."""
    statuses = [finding.status for finding in scene.plan.findings]
    joint = "，"
    for words, counted, name in FIGURES:
        number = sum(map(statuses.count, counted))
        if not number:
            continue
        before, _, after = words.partition("{}")
        script.say(joint + before)
        if name:
            field(script, scene, name, str(number), number)
        else:
            script.say(str(number))
        script.say(after)
        joint = "、"


def write_rate(script: Script, scene: Scene) -> None:
    statuses = [finding.status for finding in scene.plan.findings]
    rate = round(100 * statuses.count(DONE) / len(statuses), 2)
    words = f"{rate:.2f}".rstrip("0").rstrip(".") + "%"
    script.say(scene.dice.pick(("", "达", "为")) if rate < 100 else "达")
    field(script, scene, "stated_rate", words, rate)


def write_counted(script: Script, scene: Scene) -> None:
    part(scene, "counts").write(script, scene)


def write_feedback(script: Script, scene: Scene) -> None:
    part(scene, "feedback").write(script, scene)


@cache
def notice_slots() -> Mapping[str, SlotMaker]:
    """The slots of everything around the findings, those of the findings' sentences included."""
    writers: dict[str, Step] = {
        "issuer": write_issuer,
        "round_of": write_round,
        "group": write_group,
        "group_again": write_group_again,
        "object": write_object,
        "object_again": write_object_again,
        "inspection": write_inspection,
        "body": write_body,
        "window": write_window,
        "begins": write_begins,
        "days": write_days,
        "feedback_date": write_feedback_day,
        "up_to": write_up_to,
        "meeting": write_meeting,
        "meeting_later": write_later_meeting,
        "neighbour": write_neighbour,
        "figures": write_figures,
        "rate": write_rate,
        "counted": write_counted,
        "lead": lambda script, scene: part(scene, "lead").write(script, scene),
        "place": lambda script, scene: script.say(scene.unit.place.name),
        "party_group": lambda script, scene: script.say(scene.words["党组织"]),
    }
    return {
        **slots(),
        **{name: _step(write) for name, write in writers.items()},
        "all_completed": _all_completed,
        "items": _items,
        "findings": _count("stated_findings", lambda scene: scene.plan.told),
        "aspects": _count("stated_aspects", lambda scene: len(scene.plan.letters)),
        "measures": _count(
            "stated_measures", lambda scene: scene.plan.measures_listed(scene.forms)
        ),
        "institutions": _count("stated_institutions", lambda scene: scene.dice.between(3, 36)),
    }


@cache
def phrase(source: str) -> Template:
    """A sentence that stands around the findings, compiled once."""
    return compile_template(source, notice_slots())


def part(scene: Scene, axis: str) -> Template:
    """The words of the form that the notice takes on an axis."""
    return phrase(table("forms")[axis][scene.forms[axis]]["text"])


def write_title(script: Script, scene: Scene) -> None:
    """The title on one line, on two, or printed twice; nothing where the page lost it."""
    if scene.forms["title"] == "missing":
        return
    start = script.at
    if scene.forms["title_lines"] == "split":
        write_issuer(script, scene)
        script.say("\n")
        after_unit = table("forms")["title"][scene.forms["title"]]["text"].removeprefix("{issuer}")
        phrase(after_unit).write(script, scene)
    else:
        part(scene, "title").write(script, scene)
    script.close("notice.title", start)
    scene.told.add("title")
    if scene.forms["title_lines"] == "twice":
        script.say("\n" + script.since(start))
    script.say("\n")


def write_opening(script: Script, scene: Scene) -> None:
    """The paragraph that tells who inspected whom, when the feedback came and what follows."""
    part(scene, "order").write(script, scene)
    write_feedback(script, scene)
    part(scene, "close").write(script, scene)
    script.say("\n")
