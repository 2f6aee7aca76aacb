"""The page of a case as HTML: one file, no script, nothing fetched, nothing personal. Pure."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import forms
from protocol.states import CaseState, Language
from signaling.progress_words import WORDS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from protocol.catalogue import Text
    from signaling.progress_words import Said, Words

STYLE = (
    ":root{color-scheme:light}"
    "body{margin:0;background:#f3f5f8;color:#1b2430;font:1.125rem/1.6 system-ui,sans-serif}"
    "main{max-width:34rem;margin:0 auto;padding:1rem}"
    "nav{text-align:right}nav a,nav b{display:inline-block;padding:.5rem;color:#0b4ea2}"
    "section{background:#fff;border-radius:.75rem;padding:1rem 1.25rem;margin:0 0 1rem}"
    "h1{font-size:1.25rem;margin:.5rem 0 1rem}h2{font-size:1.125rem;margin:0}p{margin:.25rem 0 0}"
    ".state{font-size:1.75rem;font-weight:700;color:#0b4ea2;margin:0}"
    "dt{color:#55606e;font-size:1rem}dd{margin:0 0 .75rem;overflow-wrap:anywhere}dl{margin:0}"
    "footer{color:#55606e;font-size:1rem}"
)
_HASH = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()

HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": (
        f"default-src 'none'; style-src 'sha256-{_HASH}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex",
}
"""What goes with every page: it may load nothing, be kept by nobody, and its address is told to nobody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """What a page shows of a case; nothing in it says whose case it is."""

    case_no: str
    item: Text
    organ: str
    phone: str
    """Of the hall; empty when there is none."""
    state: CaseState
    going_on: bool
    """The visit is not over."""
    numbers: Mapping[str, str]
    """Name of an issued paper to its number."""
    due: date | None
    due_provisional: bool


def case_page(progress: Progress, language: Language, *, code: str) -> str:
    """Return the page of a case; `code` goes into the links to the other languages."""
    words = WORDS[language]
    said = words.states[progress.state]
    if not progress.going_on:
        said = words.left.get(progress.state, said)
    return _page(language, words.title, f"{_languages(language, code)}{_body(progress, words, said, language)}")


def refusal_page(texts: Mapping[Language, tuple[str, str]]) -> str:
    """Return a heading and a sentence in every language at once: the same page for everybody."""
    parts = [
        f'<section lang="{lang}"><h2>{escape(h)}</h2><p>{escape(p)}</p></section>' for lang, (h, p) in texts.items()
    ]
    return _page(Language.ZH_HANS, WORDS[Language.ZH_HANS].title, "".join(parts))


def language_of(wish: str, accept: str) -> Language:
    """Return the language for `?lang=` and `Accept-Language` (RFC 9110 §12.5.4); 简体 for any other."""
    ranked = sorted((_weighed(part) for part in accept[:400].split(",")), key=lambda tag: -tag[0])
    tags = (wish, *(tag for weight, tag in ranked if weight > 0))
    return next((found for tag in tags if (found := _language(tag)) is not None), Language.ZH_HANS)


def _weighed(part: str) -> tuple[float, str]:
    tag, _, weight = part.partition(";")
    try:
        return float(weight.strip().removeprefix("q=")) if weight else 1.0, tag
    except ValueError:
        return 0.0, tag


def _language(tag: str) -> Language | None:
    subtags = tag.strip().lower().replace("_", "-").split("-")
    if subtags[0] == "zh":
        traditional = "hans" not in subtags and not {"hant", "hk", "mo", "tw"}.isdisjoint(subtags)
        return Language.ZH_HANT if traditional else Language.ZH_HANS
    return Language.EN if subtags[0] == "en" else None


def _page(language: Language, title: str, body: str) -> str:
    return (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title><style>{STYLE}</style></head><body><main>{body}</main></body></html>"
    )


def _languages(language: Language, code: str) -> str:
    links = [
        f"<b>{words.own_name}</b>"
        if other is language
        else f'<a lang="{other}" href="?{escape(urlencode({"c": code, "lang": other}))}">{words.own_name}</a>'
        for other, words in WORDS.items()
    ]
    return f"<nav>{''.join(links)}</nav>"


def _body(progress: Progress, words: Words, said: Said, language: Language) -> str:
    facts = "".join(
        f"<dt>{escape(label)}</dt><dd>{escape(value)}</dd>" for label, value in _facts(progress, words, language)
    )
    return (
        f"<h1>{escape(words.title)}</h1>"
        f'<section><p class="state">{escape(said.name)}</p><p>{escape(said.meaning)}</p></section>'
        f"<section><h2>{escape(words.then)}</h2><p>{escape(said.then)}</p></section>"
        f"<section><dl>{facts}</dl></section>"
        f"<footer>{escape(words.private)}</footer>"
    )


def _facts(progress: Progress, words: Words, language: Language) -> list[tuple[str, str]]:
    facts = [(words.item, _in(progress.item, language)), (words.organ, progress.organ)]
    facts += [
        (words.paper.format(_in(info.title, language)), progress.numbers[info.name])
        for info in forms.papers()
        if info.name in progress.numbers
    ]
    if progress.due is not None:
        day = words.date.format(progress.due)
        facts.append((words.due, words.expected.format(day) if progress.due_provisional else day))
    facts.append((words.case_no, progress.case_no))
    if progress.phone:
        facts.append((words.phone, progress.phone))
    return facts


def _in(text: Text | forms.Label, language: Language) -> str:
    """Return the text in a language, in 简体 when it has none."""
    return {Language.ZH_HANT: text.hant, Language.EN: text.en}.get(language, "") or text.zh
