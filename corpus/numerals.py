"""Numbers and dates in the ways notices write them."""

from datetime import date

_DIGITS = "零一二三四五六七八九"
_YEAR_DIGITS = "〇一二三四五六七八九"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")


def chinese(number: int) -> str:
    """A whole number below 1000 in Chinese numerals: 12 is 十二, 105 is 一百零五."""
    if number < 10:
        return _DIGITS[number]
    if number < 20:
        return "十" + (_DIGITS[number - 10] if number > 10 else "")
    if number < 100:
        tens, ones = divmod(number, 10)
        return _DIGITS[tens] + "十" + (_DIGITS[ones] if ones else "")
    hundreds, rest = divmod(number, 100)
    if not rest:
        return _DIGITS[hundreds] + "百"
    joint = "零" if rest < 10 else "一" if rest < 20 else ""
    return _DIGITS[hundreds] + "百" + joint + chinese(rest)


def circled(number: int) -> str:
    return _CIRCLED[number - 1]


def full_width(text: str) -> str:
    return text.translate(_FULL_WIDTH)


def full_date(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def month_day(day: date) -> str:
    return f"{day.month}月{day.day}日"


def chinese_date(day: date) -> str:
    """二〇二三年九月十五日."""
    year = "".join(_YEAR_DIGITS[int(digit)] for digit in str(day.year))
    return f"{year}年{chinese(day.month)}月{chinese(day.day)}日"
