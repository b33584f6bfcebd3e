"""Invented people."""

from corpus.dice import Dice

SURNAMES = "王李张刘陈杨黄赵周吴徐孙朱马胡郭林何高罗郑梁谢宋唐许邓韩冯曹彭曾萧田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫雷龙段郝孔邵史毛常万顾赖武康贺严"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰红玲燕萍辉鹏宇浩波斌凯健俊帆雪晨阳佳倩婷琳颖慧洁莹瑞文志海峰云飞龙成彬林国庆建春梅淑珍素云凤琴德福根生水土金宝来喜旺顺贵荣昌盛兴业承恩启昭允若舒曼诗雨思远致恒"
# Given names of well-known persons, which no invented person may bear.
SHUNNED = frozenset({"泽东", "恩来", "德怀", "小平", "云", "锦涛", "家宝", "克强", "近平", "泽民", "国强"})


def person(dice: Dice) -> str:
    """A full name of two or three characters."""
    surname = dice.pick(SURNAMES)
    given = dice.pick(GIVEN)
    if dice.chance(0.75):
        given += dice.pick(GIVEN)
    return surname + ("志远" if given in SHUNNED else given)
