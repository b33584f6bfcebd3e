"""An inspection's dates in every way that notices write them, with what the words really say."""

from collections.abc import Callable
from datetime import date, timedelta

from corpus.dice import Dice
from corpus.numerals import full_date, month_day
from corpus.pieces import Script
from corpus.scene import Scene, field
from corpus.visits import Visit


def write_window(script: Script, scene: Scene) -> None:
    """Write the window in the notice's form, falling back where the form cannot be read one way."""
    visit = scene.visit
    form = scene.forms["window"]
    if form == "glued" and not _glues(visit):
        form = "year_once"
    if form == "double" and visit.second_window is None:
        form = "year_once"
    if form == "next_year" and visit.begins.year == visit.ends.year:
        form = "year_once"
    WINDOWS[form](script, scene)


def _ends(
    first: Callable[[date], str], last: Callable[[date], str], joint: str = "至", day: bool = True
) -> Callable[[Script, Scene], None]:
    """A window written as two ends; day is False where the words give only the months."""

    def write(script: Script, scene: Scene) -> None:
        begins, ends = scene.visit.begins, scene.visit.ends
        length = 10 if day else 7
        field(script, scene, "inspected_from", first(begins), begins.isoformat()[:length])
        script.say(joint)
        later = full_date if day and ends.year != begins.year and scene.dice.chance(0.7) else last
        field(script, scene, "inspected_to", later(ends), ends.isoformat()[:length])

    return write


def _double(script: Script, scene: Scene) -> None:
    """Two windows: 2024年3月1日至3月15日、3月22日至5月10日."""
    visit = scene.visit
    assert visit.second_window  # noqa: S101 - write_window chose this form because there is one
    gap, resumed = visit.second_window
    field(script, scene, "inspected_from", full_date(visit.begins), visit.begins.isoformat())
    script.say(f"至{_same_year(gap, visit)}、{_same_year(resumed, visit)}至")
    field(script, scene, "inspected_to", _same_year(visit.ends, visit), visit.ends.isoformat())


def _same_year(day: date, visit: Visit) -> str:
    return month_day(day) if day.year == visit.begins.year else full_date(day)


def _next_year(script: Script, scene: Scene) -> None:
    visit = scene.visit
    field(script, scene, "inspected_from", full_date(visit.begins), visit.begins.isoformat())
    script.say("至")
    field(script, scene, "inspected_to", f"次年{month_day(visit.ends)}", visit.ends.isoformat())


def _glued_date(day: date) -> str:
    return f"{day.month}{day.day}日"


def _one_reading(day: date) -> bool:
    """Whether month and day run together can be taken apart in one way only."""
    digits = f"{day.month}{day.day}"
    if len(digits) == 3:
        return not (digits[0] == "1" and digits[1] in "012" and digits[2] != "0")
    return len(digits) == 4  # two digits could be a day of a month already named


def _glues(visit: Visit) -> bool:
    same_year = visit.begins.year == visit.ends.year
    return same_year and _one_reading(visit.begins) and _one_reading(visit.ends)


def _part_of_month(day: date) -> str:
    part = "上旬" if day.day <= 10 else "中旬" if day.day <= 20 else "下旬"
    return f"{day.month}月{part}"


def _end_of_month(day: date) -> str:
    return f"{day.month}月{'底' if day.day > 25 else '中旬' if day.day > 10 else '初'}"


def _with_year(write_day: Callable[[date], str]) -> Callable[[date], str]:
    return lambda day: f"{day.year}年{write_day(day)}"


def _month(day: date) -> str:
    return f"{day.month}月"


def _vague(script: Script, scene: Scene) -> None:
    crosses = scene.visit.begins.year != scene.visit.ends.year
    last = _with_year(_end_of_month) if crosses else _end_of_month
    _ends(_with_year(_part_of_month), last, day=False)(script, scene)


def _months(script: Script, scene: Scene) -> None:
    crosses = scene.visit.begins.year != scene.visit.ends.year
    last = _with_year(_month) if crosses else _month
    _ends(_with_year(_month), last, day=False)(script, scene)


def _dash(script: Script, scene: Scene) -> None:
    _ends(full_date, month_day, joint=scene.dice.pick(("-", "—", "－", "~")))(script, scene)


WINDOWS: dict[str, Callable[[Script, Scene], None]] = {
    "year_once": _ends(full_date, month_day),  # 2024年9月9日至12月10日
    "year_twice": _ends(full_date, full_date),  # 2024年9月9日至2024年12月10日
    "vague": _vague,  # 2024年8月下旬至9月底
    "glued": _ends(lambda day: f"{day.year}{_glued_date(day)}", _glued_date),  # 2024717日至830日
    "months": _months,  # 2024年3月至5月
    "dash": _dash,  # 2024年9月9日-12月10日
    "double": _double,  # 2024年3月1日至3月15日、3月22日至5月10日
    "next_year": _next_year,  # 2024年11月12日至次年1月20日
}


def write_feedback_day(script: Script, scene: Scene) -> None:
    """The day of the feedback; without a year the window before it makes the year certain."""
    day, form = scene.visit.feedback, scene.forms["feedback_day"]
    told = "inspected_from" in scene.told
    if form == "blank":  # a template that nobody filled in: it says no date
        script.say(f"{day.year}年 月 日")
    elif form == "spaced":
        field(script, scene, "feedback_on", _spaced(day, scene.dice), day.isoformat())
    elif form == "yearless" and told:
        field(script, scene, "feedback_on", _following(day, scene.visit.ends), day.isoformat())
    else:
        field(script, scene, "feedback_on", full_date(day), day.isoformat())


def _following(day: date, before: date) -> str:
    """A date without its year where the next such day after the one before is meant."""
    return month_day(day) if (day - before).days < 300 else full_date(day)


def _spaced(day: date, dice: Dice) -> str:
    return dice.pick(
        (
            f"{day.year} 年 {day.month} 月 {day.day} 日",
            f"{day.year}年{day.month}月 {day.day}日",
            f"{day.year} 年{day.month}月{day.day} 日",
        )
    )


def write_up_to(script: Script, scene: Scene) -> None:
    """截至 and the day up to which the notice reports."""
    script.say("截止" if scene.forms["as_of"] == "now_variant" else "截至")
    day, form = scene.visit.as_of, scene.forms["as_of"]
    if form == "month_end":
        field(script, scene, "as_of", f"{day.year}年{day.month}月底", day.isoformat()[:7])
    elif form == "yearless" and "feedback_on" in scene.told:
        field(script, scene, "as_of", _following(day, scene.visit.feedback), day.isoformat())
    elif form in ("day", "yearless"):
        field(script, scene, "as_of", full_date(day), day.isoformat())
    else:
        script.say("目前")


def write_meeting(script: Script, scene: Scene) -> None:
    """A day soon after the feedback, which must not be taken for the feedback itself."""
    script.say(month_day(scene.visit.feedback + timedelta(days=scene.dice.between(1, 7))))


def write_later_meeting(script: Script, scene: Scene) -> None:
    script.say(month_day(scene.visit.feedback + timedelta(days=scene.dice.between(20, 60))))


def write_begins(script: Script, scene: Scene) -> None:
    """Only the first day, where the inspection's length is told instead of its end."""
    day = scene.visit.begins
    field(script, scene, "inspected_from", full_date(day), day.isoformat())


def write_days(script: Script, scene: Scene) -> None:
    script.say(str((scene.visit.ends - scene.visit.begins).days))
