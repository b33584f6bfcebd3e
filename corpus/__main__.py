"""``python -m corpus --notices N --seed S --out DIR`` writes an archive with known answers."""

import argparse
from pathlib import Path

from corpus import SAMPLE, Mix, generate, sample, write_archive
from corpus.archives import NOISE
from corpus.formats import NAMES
from corpus.forms import layout_names


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m corpus", description="生成虚构的整改通报库，并附已知答案。"
    )
    parser.add_argument("--notices", type=int, default=100, help="篇数（默认100）")
    parser.add_argument("--seed", type=int, default=1, help="种子：同一种子总是得到同样的文件")
    parser.add_argument("--out", type=Path, help="写到哪个目录")
    parser.add_argument(
        "--layout", nargs="+", choices=layout_names()[0], default=[], help="只用这些版式"
    )
    parser.add_argument(
        "--format", nargs="+", choices=("txt", *NAMES), default=["txt"], help="文件格式"
    )
    parser.add_argument("--noise", nargs="*", choices=NOISE, help="只用这些干扰；不带值则没有干扰")
    parser.add_argument("--noisy", type=float, default=0.4, help="带干扰的篇数占比（默认0.4）")
    parser.add_argument("--others", type=float, default=0.05, help="不是通报的页面占比（默认0.05）")
    parser.add_argument("--no-sidecars", action="store_true", help="不写答案文件（.truth.json）")
    parser.add_argument("--sample", action="store_true", help="重写 corpus/sample 中的样例库")
    return parser


def main() -> None:
    """Write what the command line asks for."""
    parser = _parser()
    options = parser.parse_args()
    if options.sample:
        print(f"已写入 {write_archive(sample(), options.out or SAMPLE, sidecars=False)} 篇样例。")
        return
    if options.out is None:
        parser.error("请用 --out 指定目录")
    mix = Mix(
        others=options.others,
        noise=0.0 if options.noise == [] else options.noisy,
        layouts=tuple(options.layout),
        layers=tuple(options.noise or NOISE),
        formats=tuple(options.format),
    )
    count = write_archive(
        generate(options.notices, options.seed, mix), options.out, sidecars=not options.no_sidecars
    )
    print(f"已写入 {count} 篇。")


if __name__ == "__main__":
    main()
