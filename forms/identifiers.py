"""Identifiers of people and organisations: normalising and checking.

Hard problems follow from the standard and forbid the value; soft ones ask the agent to look. Our own rules, because the
libraries we know reject numbers that people really hold: codes of counties that are gone, codes that came after the
holder's birth, and the residence permits of Hong Kong, Macao and Taiwan residents.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from forms.fields import Label, Problem
from forms.identifiers_data import COUNTRY_CODES, COUNTRY_NUMBERS, PROVINCES

_RESIDENT_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_USCC_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_OLDEST = 120
"""Years; a birth longer ago is a mistake (GB 11643 gives no limit; no holder is older)."""
HMT_CODES = {"810000": "香港", "820000": "澳门", "830000": "台湾"}
"""Address codes of residence permits (国办发〔2018〕81号)."""

_SHAPE = Label(zh="号码的位数或字符不对", hant="號碼的位數或字元不對", en="The number has a wrong length or character")
_CHECK = Label(
    zh="校验码不对，请核对号码", hant="校驗碼不對，請核對號碼", en="The check digit is wrong; compare the number"
)
_BIRTH = Label(
    zh="号码中的出生日期不存在或不可能",
    hant="號碼中的出生日期不存在或不可能",
    en="The birth date in the number is impossible",
)
_REGION = Label(
    zh="号码开头的地区代码不存在", hant="號碼開頭的地區代碼不存在", en="The region code of the number does not exist"
)
_OLD = Label(
    zh="15 位旧号码已停止使用，请使用现行身份证",
    hant="15 位舊號碼已停止使用，請使用現行身份證",
    en="15-digit numbers are no longer valid; use the present card",
)


def normalise(value: str) -> str:
    """Return the value in NFKC, without spaces and hyphens, in capitals: what every check works on."""
    folded = unicodedata.normalize("NFKC", value)
    return re.sub(r"[\s\-‐-―−]+", "", folded).upper()


def resident_check(first17: str) -> str:
    """Return the check character of a resident number (GB 11643, ISO 7064 MOD 11-2)."""
    return "10X98765432"[sum(int(c) * w for c, w in zip(first17, _RESIDENT_WEIGHTS, strict=True)) % 11]


def check_resident_id(value: str, *, today: date) -> tuple[Problem, ...]:
    """Check a 公民身份号码 (GB 11643-1999). A code unknown today or younger than its holder is no problem at all."""
    number = normalise(value)
    if re.fullmatch(r"[0-9]{15}", number):
        return (_hard("old_number", _OLD),)
    if not re.fullmatch(r"[0-9]{17}[0-9X]", number):
        return (_hard("shape", _SHAPE),)
    problems = []
    if number[:2] not in PROVINCES:
        problems.append(_hard("region", _REGION))
    return (*problems, *_body_problems(number, today=today))


def check_hmt_permit(value: str, *, today: date) -> tuple[Problem, ...]:
    """Check the number of a 港澳台居民居住证: the resident number's rule with 810000, 820000 or 830000."""
    number = normalise(value)
    if not re.fullmatch(r"[0-9]{17}[0-9X]", number):
        return (_hard("shape", _SHAPE),)
    if number[:6] not in HMT_CODES:
        return (_hard("region", _REGION),)
    return _body_problems(number, today=today)


def check_foreign_pr(value: str, *, today: date) -> tuple[Problem, ...]:
    """Check a 外国人永久居留身份证: 18 digits (2023 edition) or 15 characters (before)."""
    number = normalise(value)
    if re.fullmatch(r"9[0-9]{16}[0-9X]", number):
        country = () if number[3:6] in COUNTRY_NUMBERS else (_hard("country", _COUNTRY),)
        return (*country, *_body_problems(number, today=today))
    if re.fullmatch(r"[A-Z]{3}[0-9]{12}", number):
        return _old_foreign_problems(number)
    return (_hard("shape", _SHAPE),)


def check_travel_document(value: str) -> tuple[Problem, ...]:
    """Check a passport or a travel permit; none has a printed check digit, so only the shape is known."""
    number = normalise(value)
    return () if any(re.fullmatch(pattern, number) for pattern in _TRAVEL) else (_hard("shape", _SHAPE),)


def check_id_number(value: str, *, today: date) -> tuple[Problem, ...]:
    """Check a number of any kind of identity document by the kind it looks like."""
    number = normalise(value)
    if re.fullmatch(r"[A-Z]{3}[0-9]{12}", number) or (len(number) == 18 and number.startswith("9")):
        return check_foreign_pr(number, today=today)
    if number[:6] in HMT_CODES and len(number) == 18:
        return check_hmt_permit(number, today=today)
    if len(number) >= 12 or not number:
        return check_resident_id(number, today=today)
    return check_travel_document(number)


def uscc_check(first17: str) -> str:
    """Return the check character of a 统一社会信用代码 (GB 32100-2015, weights 3^i mod 31)."""
    total = sum(_USCC_ALPHABET.index(c) * pow(3, i, 31) for i, c in enumerate(first17))
    return _USCC_ALPHABET[(31 - total % 31) % 31]


def organisation_check(first8: str) -> str:
    """Return the check character of an organisation code (GB 11714)."""
    weights = (3, 7, 9, 10, 5, 8, 4, 2)
    value = 11 - sum((int(c) if c.isdigit() else ord(c) - 55) * w for c, w in zip(first8, weights, strict=True)) % 11
    return {10: "X", 11: "0"}.get(value, str(value))


def check_organisation_code(value: str) -> tuple[Problem, ...]:
    """Check an organisation code (GB 11714): eight characters and the check character."""
    code = normalise(value)
    if not re.fullmatch(r"[0-9A-Z]{8}[0-9X]", code):
        return (_hard("shape", _SHAPE),)
    return () if organisation_check(code[:8]) == code[8] else (_hard("check_digit", _CHECK),)


def check_uscc(value: str) -> tuple[Problem, ...]:
    """Check a 统一社会信用代码. A wrong inner organisation code is soft: some old bodies carry one."""
    code = normalise(value)
    if not re.fullmatch(f"[{_USCC_ALPHABET}]{{18}}", code):
        return (_hard("shape", _SHAPE),)
    if uscc_check(code[:17]) != code[17]:
        return (_hard("check_digit", _CHECK),)
    if check_organisation_code(code[8:17]):
        return (Problem(rule="inner_code", hard=False, message=_INNER),)
    return ()


def normalise_mobile(value: str) -> str:
    """Return the number without +86, 0086, spaces and hyphens."""
    return re.sub(r"^(\+|00)86", "", normalise(value))


def check_mobile(value: str) -> tuple[Problem, ...]:
    """Check a mobile number: eleven digits, 13 to 19 first."""
    return () if re.fullmatch(r"1[3-9][0-9]{9}", normalise_mobile(value)) else (_hard("mobile", _MOBILE),)


def check_phone(value: str) -> tuple[Problem, ...]:
    """Check a telephone number: mobile, landline with area code, or a service number such as 12345."""
    number = normalise_mobile(value)
    fits = re.fullmatch(r"1[3-9][0-9]{9}|0[0-9]{2,3}[0-9]{7,8}|[0-9]{5}|400[0-9]{7}", number)
    return () if fits else (_hard("phone", _PHONE),)


def check_bank_card(value: str) -> tuple[Problem, ...]:
    """Check a bank account: 12 to 19 digits; a wrong Luhn digit is soft, since passbooks have none."""
    number = normalise(value)
    if not re.fullmatch(r"[0-9]{12,19}", number):
        return (_hard("bank_card", _BANK),)
    digits = [int(c) for c in reversed(number)]
    total = sum(digits[0::2]) + sum(sum(divmod(2 * d, 10)) for d in digits[1::2])
    return () if total % 10 == 0 else (Problem(rule="luhn", hard=False, message=_LUHN),)


def _body_problems(number: str, *, today: date) -> tuple[Problem, ...]:
    problems = []
    born = _real_date(number[6:14])
    if born is None or born > today or today.year - born.year > _OLDEST:
        problems.append(_hard("birth", _BIRTH))
    if resident_check(number[:17]) != number[17]:
        problems.append(_hard("check_digit", _CHECK))
    if number[14:17] == "000":
        problems.append(Problem(rule="sequence", hard=False, message=_SEQUENCE))
    return tuple(problems)


def _old_foreign_problems(number: str) -> tuple[Problem, ...]:
    problems = []
    if number[:3] not in COUNTRY_CODES:
        problems.append(_hard("country", _COUNTRY))
    if _real_date("19" + number[7:13]) is None and _real_date("20" + number[7:13]) is None:
        problems.append(_hard("birth", _BIRTH))
    if _mrz_check(number[:14]) != number[14]:
        problems.append(_hard("check_digit", _CHECK))
    return tuple(problems)


def _mrz_check(text: str) -> str:
    # ICAO 9303: weights 7 3 1, letters from A = 10.
    values = ((int(c) if c.isdigit() else ord(c) - 55) * (7, 3, 1)[i % 3] for i, c in enumerate(text))
    return str(sum(values) % 10)


def _real_date(digits: str) -> date | None:
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    except ValueError:
        return None


def _hard(rule: str, message: Label) -> Problem:
    return Problem(rule=rule, hard=True, message=message)


_TRAVEL = (
    r"E[0-9]{8}|E[A-HJ-NP-Z][0-9]{7}|G[0-9]{8}|[DSP]E?[0-9]{7,8}",  # passports of China
    r"C[0-9A-Z][0-9]{7}",  # 往来港澳通行证
    r"[HM]([0-9]{8}|[0-9]{10})",  # 港澳居民来往内地通行证
    r"[0-9]{8}|[0-9]{10}[A-Z]?",  # 台湾居民来往大陆通行证
    r"(?=.*[0-9])[A-DF-Z0-9][A-Z0-9]{4,8}",  # foreign passports
)
_COUNTRY = Label(zh="国籍代码不存在", hant="國籍代碼不存在", en="The code of the nationality does not exist")
_INNER = Label(
    zh="其中的组织机构代码校验不符，请核对",
    hant="其中的組織機構代碼校驗不符，請核對",
    en="The inner organisation code does not fit; please compare",
)
_SEQUENCE = Label(
    zh="顺序码 000 不常见，请核对", hant="順序碼 000 不常見，請核對", en="Sequence 000 is unusual; please compare"
)
_MOBILE = Label(zh="请填写 11 位手机号码", hant="請填寫 11 位手機號碼", en="A mobile number has 11 digits")
_PHONE = Label(
    zh="请填写手机或带区号的电话", hant="請填寫手機或帶區號的電話", en="A mobile, or a landline with area code"
)
_BANK = Label(zh="银行账号为 12 至 19 位数字", hant="銀行帳號為 12 至 19 位數字", en="An account has 12 to 19 digits")
_LUHN = Label(
    zh="银行卡号校验不符，请核对", hant="銀行卡號校驗不符，請核對", en="The card number does not fit; please compare"
)
