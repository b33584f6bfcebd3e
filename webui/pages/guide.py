"""How to ask: every rule of the query language, each with examples to follow."""

from dataclasses import dataclass

from flask import Blueprint, render_template
from flask_babel import lazy_gettext

place = Blueprint("guide", __name__)


@dataclass(frozen=True, slots=True)
class Rule:
    """What can be asked for, and queries that do; ``says`` is a message of the interface."""

    says: object
    examples: tuple[str, ...]


RULES = (
    Rule(
        lazy_gettext(
            "用自己的话写。结果按远近排列，少一个词也不会漏；日常说法会换成通报的写法再查。"
        ),
        ("单位有小金库", "开会不签到", "低保审核不公"),
    ),
    Rule(
        lazy_gettext("加引号，里面的字必须原样出现，一个字也可以。中文、英文引号都行。"),
        ("“第一议题”", '"党费收缴"', "「三会一课」"),
    ),
    Rule(lazy_gettext("书名号里是文件或制度的名称，同样原样出现。"), ("《中国共产党章程》",)),
    Rule(
        lazy_gettext("AND 是都要有，OR 是有一个就行，NOT 是不要有；三个词须大写。括号管先后。"),
        ("党费 AND 公示", "公车 OR 公务用车", "党费 NOT 补缴", "党费 AND (收缴 OR 使用)"),
    ),
    Rule(
        lazy_gettext("限定年份，可以是一年，也可以是一段。"),
        ("year:2023", "党费 year:2021..2023", "年份：2022.."),
    ),
    Rule(
        lazy_gettext(
            "限定单位、单位类型、地区、问题类型、巡察方式、整改状态。值里有空格就加引号。"
        ),
        (
            "unit:教育局",
            "单位类型：街道",
            "地区：市",
            "topic:公务接待",
            "kind:常规",
            "status:已完成",
        ),
    ),
    Rule(
        lazy_gettext("繁体和简体、全角和半角、大写和小写都一样。"),
        ("黨費收繳", "ＡＰＰ"),
    ),
    Rule(
        lazy_gettext("写得不合规矩也不要紧：看不明白的检索式按普通词语检索，页面上会说明。"),
        ("党费 AND", "(党费", "year:去年"),
    ),
)


@place.get("/help")
def show() -> str:
    return render_template("guide.html", rules=RULES)
