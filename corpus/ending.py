"""A notice's end: next steps, the invitation to supervise, contact, signature, date."""

from corpus.actors import write_issuer
from corpus.dice import Dice
from corpus.numerals import chinese, chinese_date, full_date
from corpus.phrases import phrase
from corpus.pieces import Script
from corpus.places import road
from corpus.scene import Scene, field
from corpus.vocabulary import table


def write_next_steps(script: Script, scene: Scene, section: int) -> None:
    """The last section, numbered after those before it."""
    form = scene.forms["next_steps"]
    if form == "none":
        return
    data = table("phrases")["next_steps"]
    if form == "prose":
        phrase(scene.dice.pick(data["prose"])).write(script, scene)
        script.say("\n")
        return
    title = scene.dice.pick(table("phrases")["sections"]["next"])
    script.say(f"{chinese(section)}、{title}\n")
    if scene.dice.chance(0.4):
        phrase(scene.dice.pick(data["lead"])).write(script, scene)
        script.say("\n")
    chosen = sorted(scene.dice.some(range(len(data["paragraphs"])), scene.dice.between(2, 4)))
    for ordinal, index in enumerate(chosen, start=1):
        script.say(f"（{chinese(ordinal)}）")
        phrase(data["paragraphs"][index]).write(script, scene)
        script.say("\n")


def write_tail(script: Script, scene: Scene) -> None:
    data = table("phrases")["tail"]
    if scene.forms["invitation"] == "line":
        phrase(scene.dice.pick(data["invitation"])).write(script, scene)
        script.say("\n")
    contact = scene.forms["contact"]
    if contact != "none":
        _write_contact(script, scene, scene.dice.pick(data[f"contact_{contact}"]))
        script.say("\n")
    if scene.forms["signature"] == "full":
        _write_signature(script, scene)
    _write_date(script, scene)


def _write_signature(script: Script, scene: Scene) -> None:
    start = script.at
    write_issuer(script, scene)
    script.close("notice.issuer", start)
    script.say("\n")


def _write_date(script: Script, scene: Scene) -> None:
    day, form = scene.visit.published, scene.forms["published"]
    if form == "none":
        return
    if form == "month":
        field(script, scene, "published_on", f"{day.year}年{day.month}月", day.isoformat()[:7])
    else:
        words = chinese_date(day) if form == "chinese" else full_date(day)
        field(script, scene, "published_on", words, day.isoformat())
    script.say("\n")


def _write_contact(script: Script, scene: Scene, source: str) -> None:
    """A contact line; its slots are filled here, for each may come more than once."""
    dice = Dice(*scene.unit.key, 51)
    for position, piece in enumerate(source.replace("}", "{").split("{")):
        if position % 2 == 0:
            phrase(piece).write(script, scene)
        elif piece == "phone":
            script.mark("notice.phones", _phone(dice, glued=scene.forms["contact"] == "glued"))
        elif piece == "email":
            script.mark("notice.emails", _email(scene, dice))
        elif piece == "address":
            script.mark(
                "notice.address", f"{scene.unit.place.name}{road(dice)}{dice.between(1, 299)}号"
            )
        elif piece == "postcode":
            script.say(f"{dice.between(300000, 399999)}")
        else:
            phrase("{" + piece + "}").write(script, scene)


def _phone(dice: Dice, *, glued: bool) -> str:
    """A number under an area code that does not exist, or without one."""
    number = dice.between(52_000_000, 89_999_999)
    return str(number) if glued or dice.chance(0.3) else f"030{dice.between(1, 9)}-{number}"


def _email(scene: Scene, dice: Dice) -> str:
    """An address under a domain that is kept for examples."""
    return f"{scene.unit.kind}{dice.between(10, 9999)}@xunjian.example"
