"""jieba's analyzer for Whoosh, imported without its chatter."""

import warnings
from typing import Any


def plain_analyzer() -> Any:
    """ChineseAnalyzer as the library gives it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from jieba.analyse import ChineseAnalyzer
    return ChineseAnalyzer()
