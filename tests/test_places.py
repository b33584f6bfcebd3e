"""Places: what a unit's own name says of where it is, and nothing more."""

import pytest

from archive.places import Place, find_place, place


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("郑州市上街区融媒体中心", Place(city="郑州市", county="上街区")),
        ("中共郑州市上街区融媒体中心支部委员会", Place(city="郑州市", county="上街区")),
        ("金水区文化路街道", Place(county="金水区")),
        ("上街区委宣传部", Place(county="上街区")),
        ("河南省新郑市教育局", Place(province="河南省", county="新郑市")),
        ("国家税务总局滑县税务局", Place(county="滑县")),
        ("中共和县县委", Place(county="和县")),
        ("北京市朝阳区教委", Place(province="北京市", county="朝阳区")),
        ("云洲市青溪区柳溪街道办事处", Place(city="云洲市", county="青溪区")),
        ("岭南省云洲市", Place(province="岭南省", city="云洲市")),
        ("恩施土家族苗族自治州恩施市教育局", Place(city="恩施土家族苗族自治州", county="恩施市")),
        ("内蒙古自治区锡林郭勒盟太仆寺旗", Place("内蒙古自治区", "锡林郭勒盟", "太仆寺旗")),
        ("神农架林区人民医院", Place(county="神农架林区")),
        ("雲洲市青溪區教育局", Place(city="云洲市", county="青溪区")),
        ("丽水市市场监督管理局", Place(city="丽水市")),
        ("盐城市城市管理局", Place(city="盐城市")),
    ],
)
def test_a_full_name_tells_its_place(name: str, expected: Place) -> None:
    assert place(name) == expected


@pytest.mark.parametrize(
    "name",
    [
        "区委宣传部",
        "市城市管理局",
        "城市管理局",
        "社区卫生服务中心",
        "县人民医院",
        "我区教育局",
        "全市巡察",
        "某市某区教育局",
        "市辖区",
        "山区开发办公室",
        "高新技术产业开发区管委会",
        "王庄村党支部",
        "农贸市场管理中心",
        "金水城市建设投资有限公司",
        "自治区水利厅",
        "都市产业园",
        "民盟",
        "洛阳师范学院",
        "我局",
    ],
)
def test_a_name_without_a_place_tells_none(name: str) -> None:
    assert place(name) == Place()


def test_an_area_that_is_no_division_is_no_county() -> None:
    assert place("云洲市高新区枫杨街道") == Place(city="云洲市")


def test_the_region_goes_before_the_name() -> None:
    assert find_place("云洲市", "青溪区教育局") == Place(city="云洲市", county="青溪区")
    assert find_place(None, "青溪区教育局") == Place(county="青溪区")


def test_a_name_without_end_costs_no_time() -> None:
    assert place("中共" * 50_000) == Place()
    assert place("整改" * 50_000) == Place()
