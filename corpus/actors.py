"""Who inspected whom: committee, round, group and unit as titles and openings call them."""

from corpus.numerals import chinese
from corpus.pieces import Script
from corpus.scene import Scene, field

NAMED_GROUPS = frozenset(
    {"机动", "联动", "交叉", "提级"}
)  # groups named after the inspection's kind
OLD_NAMES = {"bureau": "文化教育体育局", "street": "城关街道", "company": "投资发展公司"}


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
    script.mark("notice.region", unit.place.name, unit.place.name)
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
    return f"{superior}{visit.kind if visit.kind in NAMED_GROUPS else '专项'}{body}组"


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
        field(script, scene, "kind", kind, kind)
    field(script, scene, "body", body, body)
    if scene.forms["inspection"] == "stated" and kind == "回头看":
        script.say("“")
        field(script, scene, "kind", kind, kind)
        script.say("”")


def write_neighbour(script: Script, scene: Scene) -> None:
    """A second unit that signs the title as well."""
    script.say(scene.unit.place.name + scene.dice.pick(("财政局", "审计局", "统计局")))
