"""Masking of personal data where others can see it. Masking what is masked changes nothing."""

from __future__ import annotations


def mask_name(name: str) -> str:
    """王小明 → 王*明, 王明 → 王*; a name of one character stays. Counts code points, so rare characters stay whole."""
    if len(name) <= 1:
        return name
    if len(name) == 2:
        return name[0] + "*"
    return name[0] + "*" * (len(name) - 2) + name[-1]


def mask_number(number: str) -> str:
    """440113199001010017 → 440113********0017; shorter numbers keep a third, at most four, at the end."""
    if len(number) >= 15:
        return number[:6] + "*" * (len(number) - 10) + number[-4:]
    kept = min(4, len(number) // 3)
    return "*" * (len(number) - kept) + number[len(number) - kept :]


def mask_phone(phone: str) -> str:
    """13800138000 → 138****8000; anything shorter keeps its last two digits."""
    if len(phone) >= 11:
        return phone[:3] + "*" * (len(phone) - 7) + phone[-4:]
    return "*" * max(0, len(phone) - 2) + phone[-2:]
