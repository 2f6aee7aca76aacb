"""Invented things for the console's tests: a catalogue of one item, a citizen, an offer, a call, a case."""

from __future__ import annotations

from protocol.catalogue import (
    Capture,
    Catalogue,
    Hall,
    Item,
    Jurisdiction,
    Material,
    Necessity,
    Text,
    Theme,
)
from protocol.messages import (
    AgentView,
    CallOffered,
    CallStarted,
    CallView,
    CaseSnapshot,
    DeskState,
    DeviceHealth,
    FieldValue,
    Holder,
    MaterialState,
    OfferView,
    Page,
    PaperState,
)
from protocol.states import CardKind, CaseState, DeviceKind, DeviceState, MaterialVerdict, Presence, Role

NOW = 1_790_000_000.0
NAME, NUMBER = "王𬎆", "11010519491231002X"
BOOK, PHOTO = "household_register", "photo"

CATALOGUE = Catalogue(
    version="0" * 64,
    jurisdictions=(
        Jurisdiction(
            code="440113", name=Text(zh="番禺区", hant="番禺區", en="Panyu"), city="广州市", organ="番禺区政数局"
        ),
    ),
    halls=(Hall(hall="PY-007", name=Text(zh="市桥街便民服务中心"), jurisdiction="440113"),),
    themes=(Theme(theme="social", name=Text(zh="社会保障"), icon="social"),),
    items=(
        Item(
            item="YL-CJ-001",
            name=Text(zh="城乡居民基本养老保险参保登记", hant="城鄉居民基本養老保險參保登記", en="Pension enrolment"),
            short=Text(zh="养老参保", hant="養老參保", en="Pension enrolment"),
            jurisdiction="440113",
            organ="番禺区社会保险基金管理中心",
            uscc="12440113MB2C01024A",
            implementation_code="12440113MB2C01024A4442011001001",
            theme="social",
            form="pension_enrolment",
            statutory_days=10,
            promised_days=1,
            fee=Text(zh="不收费"),
            materials=(
                Material(
                    material="id_card",
                    name=Text(zh="居民身份证", hant="居民身份證", en="Identity card"),
                    capture=Capture.ID_READER,
                    necessity=Necessity.REQUIRED,
                ),
                Material(
                    material=BOOK,
                    name=Text(zh="居民户口簿首页及本人页", hant="居民戶口簿首頁及本人頁", en="Household register"),
                    capture=Capture.SCAN,
                    necessity=Necessity.REQUIRED,
                ),
                Material(
                    material=PHOTO,
                    name=Text(zh="本人近期照片", hant="本人近期照片", en="A recent photograph"),
                    capture=Capture.SCAN,
                    necessity=Necessity.OPTIONAL,
                ),
                Material(
                    material="form",
                    name=Text(zh="参保登记表", hant="參保登記表", en="Enrolment form"),
                    capture=Capture.FORM,
                    necessity=Necessity.REQUIRED,
                ),
            ),
            devices=(DeviceKind.ID_CARD_READER, DeviceKind.DOCUMENT_CAMERA),
        ),
    ),
)

AGENT = AgentView(
    agent="a1", agent_no="1023", name="张老师", seat="PY-S01", jurisdiction="440113", items=("YL-CJ-001",)
)
HOLDER = Holder(
    kind=CardKind.RESIDENT,
    name=NAME,
    sex="2",
    birth="1949-12-31",
    number=NUMBER,
    ethnic="汉",
    address="广州市番禺区市桥街某路 1 号",
    issuer="广州市公安局番禺分局",
    valid_from="2015-01-01",
)
DEVICES = (
    DeviceHealth(kind=DeviceKind.ID_CARD_READER, state=DeviceState.OK, since=NOW, simulated=True),
    DeviceHealth(kind=DeviceKind.PRINTER, state=DeviceState.OK, since=NOW),
)
FROM_CARD = {
    "name": NAME,
    "sex": "女",
    "ethnic": "汉",
    "birth": "1949-12-31",
    "id_type": "居民身份证",
    "id_number": NUMBER,
    "address": "广州市番禺区市桥街某路 1 号",
}
BY_CITIZEN = {
    "phone": "13800138000",
    "household_type": "居民户口",
    "household_region": "广东省广州市番禺区",
    "pay_level": "960",
    "pay_way": "按年",
    "bank_name": "某银行番禺支行",
    "bank_number": "6222020200000000006",
    "deliver": "电子送达",
}


def offer(*, name: str = "o1", until: float = NOW + 20) -> OfferView:
    """An offer that rings until `until`."""
    return OfferView(
        offer=name,
        case="c1",
        ticket_number="A012",
        item="YL-CJ-001",
        jurisdiction="440113",
        hall="市桥街便民服务中心",
        citizen="王*",
        waited=83,
        ring_until=until,
    )


def call(*, name: str = "k1") -> CallView:
    """A call that began at `NOW`."""
    return CallView(
        call=name,
        case="c1",
        agent_no="1023",
        agent_name="张老师",
        jurisdiction="440113",
        hall="市桥街便民服务中心",
        started_at=NOW,
    )


def values(pairs: dict[str, str], *, revision: int = 1, by: Role = Role.KIOSK) -> tuple[FieldValue, ...]:
    """Values that all stand since `revision`."""
    return tuple(FieldValue(field=field, value=value, revision=revision, by=by) for field, value in pairs.items())


def page(letter: str = "a") -> Page:
    """A page whose pictures are named by one letter."""
    return Page(sha256=letter * 64, original_sha256=letter.swapcase().lower() * 63 + "0", media_type="image/png")


def book(verdict: MaterialVerdict = MaterialVerdict.PENDING) -> MaterialState:
    """The household register, photographed."""
    return MaterialState(material=BOOK, pages=(page(),), verdict=verdict)


def signed_form() -> PaperState:
    """The application form, signed."""
    return PaperState(paper="application", number="A-1", sha256="f" * 64, issued_at=NOW, signed=True)


def snapshot(
    *,
    state: CaseState = CaseState.DRAFT,
    fields: tuple[FieldValue, ...] | None = None,
    materials: tuple[MaterialState, ...] = (),
    papers: tuple[PaperState, ...] = (),
    item: str | None = "YL-CJ-001",
    holder: Holder | None = HOLDER,
    revision: int = 1,
) -> CaseSnapshot:
    """A case; the card's values stand unless others are given."""
    return CaseSnapshot(
        case="c1",
        case_no="12440113MB2C01024A4442011001001202611230001",
        state=state,
        opened_at=NOW - 600,
        item=item,
        holder=holder,
        fields=values(FROM_CARD) if fields is None else fields,
        revision=revision,
        materials=materials,
        papers=papers,
        notes=(),
    )


def desk_state(presence: Presence = Presence.AWAY) -> DeskState:
    """A desk without offer or call."""
    return DeskState(presence=presence, agent=AGENT)


def offered(*, name: str = "o1") -> CallOffered:
    """A citizen calls."""
    return CallOffered(offer=offer(name=name))


def started(*, name: str = "k1") -> CallStarted:
    """The call begins."""
    return CallStarted(call=call(name=name), case=snapshot(), devices=DEVICES)
