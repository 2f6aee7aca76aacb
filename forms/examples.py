"""Example data for previews and tests: invented people whose numbers have a valid check digit."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING

from forms.errors import UnknownPaper
from forms.fields import FieldType
from forms.filling import prefill, shown
from forms.loading import definition
from forms.paper_data import MaterialProblem, PaperData, PaperMaterial
from forms.papers import papers

if TYPE_CHECKING:
    from forms.fields import FieldSpec, FormDefinition

_CHINA = timezone(timedelta(hours=8))
HOLDER = {
    "name": "王𬎆",
    "sex": "2",
    "ethnic": "汉",
    "birth": "1988-02-29",
    "kind": "resident",
    "number": "440203198802290029",
    "address": "广东省广州市番禺区市桥街道光明北路88号2座1203房",
}
"""The invented citizen; 𬎆 is U+2C386, beyond what most fonts have."""
_ANSWERS = {
    FieldType.TEXT: "2026112300001",
    FieldType.NAME: "李㛃",
    FieldType.ID_NUMBER: "440113200501010019",
    FieldType.MOBILE: "13800138000",
    FieldType.PHONE: "020-84641234",
    FieldType.DATE: "2026-11-01",
    FieldType.REGION: "广东省广州市番禺区市桥街道",
    FieldType.ADDRESS: "广东省广州市番禺区大龙街道亚运大道550号7栋2单元1804房",
    FieldType.BANK_CARD: "6222020000000000000",
    FieldType.USCC: "91440113MA9W8K2R4T",
    FieldType.EMAIL: "shop@example.cn",
    FieldType.INTEGER: "2",
    FieldType.DECIMAL: "1800.00",
    FieldType.BOOLEAN: "是",
    FieldType.PERSON: "李㛃，440113200501010019，13800138000",
}
_BY_FIELD = {
    "bank_name": "广州农村商业银行市桥支行",
    "trade_name": "广州市番禺区㛃记粥粉面馆",
    "family": "李㛃、陈䶮",
    "scope": "餐饮服务；小餐饮店（三小行业）；食品销售（仅销售预包装食品）；外卖递送服务",
    "company_name": "广州市晓屋云窗信息技术有限公司",
    "business_name": "广州市番禺区㛃记粥粉面馆",
    "shareholders": "李㛃，认缴出资60万元；陈䶮，认缴出资40万元",
    "officers": "执行董事：李㛃；监事：陈䶮；经理：李㛃",
    "permit_number": "440113198802290029",
    "card_number": "44020319880229002943",
    "host": "广州市番禺区市桥街道房东陈䶮",
    "died_at": "广州市番禺区中心医院",
    "cause": "因病",
}


def example(paper: str, *, form: str = "pension_enrolment") -> PaperData:
    """Return data for a paper, with the form filled in; raise `UnknownPaper` or `UnknownForm`."""
    if paper not in {info.name for info in papers()}:
        raise UnknownPaper(paper)
    filled = definition(form)
    signs = {"application": "申", "receipt": "收", "acceptance": "受", "supplement": "补", "refusal": "不受"}
    return replace(
        _BASE,
        signature_png=example_signature() if paper == "application" else None,
        number=f"穗番政务{signs[paper]}〔2026〕000123号",
        form=form,
        item_name=filled.title.zh.removesuffix("申请表").removesuffix("申请书").removesuffix("表"),
        values=example_values(filled),
        reason=_REASON if paper == "refusal" else "",
    )


def example_values(form: FormDefinition) -> dict[str, str]:
    """Return values for every field that counts."""
    values = prefill(form, HOLDER)
    for _ in form.fields:
        empty = [spec for spec in shown(form, values) if not values.get(spec.field)]
        if not empty:
            break
        values[empty[0].field] = _answer(empty[0])
    return values


@cache
def example_signature() -> bytes:
    """Return the picture of an invented signature, as the touch screen gives it: dark strokes on nothing."""
    from PIL import Image, ImageDraw

    picture = Image.new("RGBA", (900, 360), (0, 0, 0, 0))
    pen = ImageDraw.Draw(picture)
    for stroke in _STROKES:
        pen.line(stroke, fill=(20, 24, 40, 255), width=11, joint="curve")
    buffer = BytesIO()
    picture.resize((450, 180), Image.Resampling.LANCZOS).save(buffer, "PNG")
    return buffer.getvalue()


_STROKES = (
    ((110, 92), (180, 84), (262, 76), (300, 80)),
    ((206, 84), (200, 150), (192, 210), (182, 268)),
    ((130, 176), (196, 164), (268, 158)),
    ((92, 282), (170, 268), (250, 262), (330, 250), (400, 222)),
    ((430, 100), (500, 92), (560, 84)),
    ((498, 92), (490, 160), (478, 214)),
    ((436, 158), (500, 148), (548, 144)),
    ((420, 226), (486, 210), (560, 192), (590, 176)),
    ((640, 66), (662, 96), (672, 120)),
    ((600, 140), (700, 118), (770, 108), (752, 146)),
    ((630, 176), (690, 166), (738, 160)),
    ((684, 128), (680, 190), (664, 250), (620, 296)),
    ((612, 226), (690, 212), (760, 204), (742, 262), (700, 300), (668, 280)),
)


def _answer(spec: FieldSpec) -> str:
    if spec.type in {FieldType.CHOICE, FieldType.MULTI}:
        return spec.options[0] if spec.field != "deliver" else "邮寄"
    return _BY_FIELD.get(spec.field, _ANSWERS[spec.type])


_REASON = (
    "申请事项依法不属于本机关职权范围。根据户籍所在地管理的规定，该事项由岳阳市岳阳楼区人力资源和社会保障局办理，"
    "请向该机关提出申请。"
)
_BASE = PaperData(
    number="",
    case_no="12440113MB2C01024A4442011001001202611230001",
    issued_at=datetime(2026, 11, 23, 10, 26, tzinfo=_CHINA),
    organ="广州市社会保险基金管理中心番禺办事机构",
    hall="番禺区政务服务中心",
    address="广州市番禺区大龙街道亚运大道550号",
    phone="020-84641234",
    item_name="",
    implementation_code="12440113MB2C01024A4442011001001",
    applicant_name=HOLDER["name"],
    applicant_id_kind="居民身份证",
    applicant_number=HOLDER["number"],
    applicant_phone="13800138000",
    form="",
    materials=(
        PaperMaterial(name="居民身份证", form="原件核验", copies_due=0, copies_received=0, note="芯片读取"),
        PaperMaterial(name="居民户口簿", form="原件核验", copies_due=0, copies_received=0, note="B级：视频核对原件"),
        PaperMaterial(
            name="城乡居民基本养老保险参保登记表", form="原件", copies_due=1, copies_received=1, note="电子签名"
        ),
        PaperMaterial(
            name="银行账户资料（社会保障卡金融账户）",
            form="复印件",
            copies_due=1,
            copies_received=1,
            note="B级：视频核对原件",
        ),
    ),
    statutory_days=10,
    promised_days=1,
    due=date(2026, 11, 24),
    problems=(
        MaterialProblem(
            material="居民户口簿", problem="不齐全：缺少本人页", todo="请补充户口簿中本人页的照片，四角完整、字迹清楚"
        ),
        MaterialProblem(
            material="银行账户资料（社会保障卡金融账户）",
            problem="不符合法定形式：账户名与申请人姓名不一致",
            todo="请提供以申请人本人名义开立的社会保障卡金融账户资料",
        ),
    ),
    agent_no="1023",
    agent_name="张老师",
    delivery="电子送达",
    signed_at=datetime(2026, 11, 23, 10, 21, tzinfo=_CHINA),
    query_url="https://panyu.example.cn/v/12440113MB2C01024A4442011001001202611230001?c=4821",
)
