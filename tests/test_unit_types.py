"""Unit types and levels, from a unit's name and from who inspected it."""

import pytest

from archive.data import load
from archive.unit_types import find_level, find_unit_type

RULES = load("unit_types")["type"]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule["example"])
def test_every_rule_is_the_one_that_decides_its_example(rule: dict[str, str]) -> None:
    assert find_unit_type(rule["example"]) == rule["name"]


@pytest.mark.parametrize(
    ("name", "kind", "level"),
    [
        ("中共上街区委宣传部", "党委部门", "county"),
        ("中共郑州市上街区融媒体中心支部委员会", "事业单位", "county"),
        ("中共金水区文化路街道工委", "街道", "township"),
        ("中共青溪区教育局委员会", "政府部门", "county"),
        ("中共平原县卫生健康委员会党组", "政府部门", "county"),
        ("中共平原县委", "市县党委政府", "county"),
        ("平原县人民政府", "市县党委政府", "county"),
        ("中共柳溪镇委员会", "乡镇", "township"),
        ("青溪区柳溪镇中心卫生院", "医院", "township"),
        ("平安街道幸福社区党委", "村（社区）", "village"),
        ("柳溪镇石桥村党支部", "村（社区）", "village"),
        ("云洲市委党校", "事业单位", "city"),
        ("云洲市烟草专卖局（公司）", "政府部门", "city"),
        ("云洲市投资集团有限公司党委", "国有企业", "city"),
        ("平原县公安局交警大队", "政府部门", "county"),
        ("政协平原县委员会", "人大政协", "county"),
        ("平原县人大常委会", "人大政协", "county"),
        ("平原縣農業農村局", "政府部门", "county"),
        ("县住房和城乡建设局党组", "政府部门", "county"),
        ("县乡村振兴局", "政府部门", "county"),
        ("新乡市教育局", "政府部门", "city"),
        ("团市委", "群团", "city"),
        ("省水利厅", "政府部门", "province"),
        ("自治区水利厅", "政府部门", "province"),
    ],
)
def test_a_name_tells_type_and_level(name: str, kind: str, level: str) -> None:
    assert (find_unit_type(name), find_level(name, None)) == (kind, level)


@pytest.mark.parametrize(
    ("name", "body", "level"),
    [
        ("农业农村局", "区委", "county"),
        ("农业农村局", "市委第三巡察组", "city"),
        ("教育局", "中共新郑市委", "county"),
        ("市教育局", "新郑市委", "county"),
        ("洛阳师范学院", "省委", "province"),
        ("国家体育总局", "中央", "central"),
        ("柳溪镇", "省委", "township"),
        ("平原县教育局", "市委", "county"),
    ],
)
def test_who_inspected_tells_the_level_where_the_name_does_not(
    name: str, body: str, level: str
) -> None:
    assert find_level(name, body) == level


@pytest.mark.parametrize("name", ["我局", "", "测试", "整改"])
def test_what_the_text_does_not_say_is_none(name: str) -> None:
    assert find_level(name, None) is None


@pytest.mark.parametrize("name", ["", "测试", "整改"])
def test_an_unknown_name_has_no_type(name: str) -> None:
    assert find_unit_type(name) is None


def test_a_name_without_end_costs_no_time() -> None:
    assert find_unit_type("委员会" * 50_000) is None
    assert find_level("中共" * 50_000, "委" * 50_000) is None
