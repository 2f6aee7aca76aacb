"""Names of the ethnic groups by GB/T 3304 code, with the codes that resident cards use besides."""

from __future__ import annotations

_NAMES = """
    汉 蒙古 回 藏 维吾尔 苗 彝 壮 布依 朝鲜 满 侗 瑶 白 土家 哈尼 哈萨克 傣 黎 傈僳 佤 畲 高山 拉祜 水 东乡 纳西 景颇
    柯尔克孜 土 达斡尔 仫佬 羌 布朗 撒拉 毛南 仡佬 锡伯 阿昌 普米 塔吉克 怒 乌孜别克 俄罗斯 鄂温克 德昂 保安 裕固 京
    塔塔尔 独龙 鄂伦春 赫哲 门巴 珞巴 基诺
""".split()  # noqa: SIM905 - in the order of their codes, to be read as a list

ETHNIC_GROUPS = {f"{code:02d}": name for code, name in enumerate(_NAMES, start=1)} | {
    # Used on cards issued in Guizhou; not in GB/T 3304 and not confirmed on a card by us.
    "81": "穿青人",
    "83": "革家人",
    "97": "其他",
    "98": "外国血统中国籍人士",
}
"""Two digits to name; a code that is not here is shown as it is."""
