"""LINE: the text file that "Export chat history" writes, on phones and on computers.

A date stands on a line of its own, times in front of messages. Phones set tabs between time,
sender and text and put texts of several lines in quotes; computers set spaces, so that a sender of
several words is told from the text by what comes again. Headers may be in any language.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from babel import Locale

from dialogkit.conversation import Kind, Unreadable
from dialogkit.corpus._raw import Entry, Reading, Source, Thread, thread_id
from dialogkit.corpus._stamps import (
    Clock,
    Order,
    OrderName,
    Stamp,
    Style,
    half_of,
    infer_orders,
    order_notes,
    resolve,
)

__all__ = ["GENERIC", "NAME", "read", "recognise"]

NAME = "line"
GENERIC = False

_WEEKDAY = r"[^\d\s:,()（）\t\[\]]{1,24}"
_DATE = re.compile(
    rf"(?P<before>{_WEEKDAY},? )?(?P<a>\d{{1,4}})(?P<mark>[./\-年])\s?(?P<b>\d{{1,2}})[./\-月]\s?"
    rf"(?P<c>\d{{1,4}})(?:日|\.)?\s?(?P<after>[(（]{_WEEKDAY}[)）]|{_WEEKDAY})?\s*$"
)
_TIME = re.compile(
    r"(?P<before>[^\d\s:\[(]{1,8}\s?)?(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::\d{2})?"
    r"(?P<after>\s?[AaPp]\.?\s?[Mm]\.?)?(?P<gap>[\t ])(?P<rest>.*)$"
)
_TITLE = re.compile(r"\[LINE\]\s?\S|(?:\[LINE\] ?)?Chat history (?:with|in) ")
_LINES_TO_LOOK_AT = 12

_MEDIA = re.compile(
    r"\[(?:photos?|videos?|stickers?|voice messages?|audio|files?|gifts?|albums?|notes?|keep|music"
    r"|fotos?|bild|sprachnachricht|datei|geschenk|vidéo|fichier|imagen|archivo|imagem|arquivo"
    r"|動画|写真|スタンプ|プレゼント|ボイスメッセージ|ファイル|アルバム|ノート|ギフト|音楽"
    r"|照片|圖片|图片|影片|視頻|视频|貼圖|贴图|表情貼|語音訊息|语音消息|檔案|文件|禮物|礼物|相簿|記事本"
    r"|사진|동영상|스티커|음성메시지|음성 메시지|파일|선물|앨범|노트"
    r"|รูป|ภาพ|รูปภาพ|วิดีโอ|สติกเกอร์|ข้อความเสียง|ไฟล์|อัลบั้ม)\](?: \S.*)?$",
    re.IGNORECASE,
)
_PLACE = re.compile(
    r"\[(?:location|standort|位置情報|位置資訊|位置信息|위치|ตำแหน่ง)\]", re.IGNORECASE
)
_CONTACT = re.compile(
    r"\[(?:contact|contact info|kontakt|連絡先|聯絡資訊|联系人|연락처|รายชื่อ)\]", re.IGNORECASE
)
_UNSENT = re.compile(
    r"unsent a message\.?$|メッセージの送信を取り消しました。?$|已?收回(?:了)?(?:訊息|消息)。?$"
    r"|메시지 (?:보내기를|전송을) 취소했습니다\.?$|nachricht (?:zurückgezogen|zurückgenommen)\.?$"
    r"|ยกเลิกข้อความ$",
    re.IGNORECASE,
)
_HEADING = re.compile(
    r"\[LINE\]\s?|Chat history (?:with|in) |(?:と)?のトーク履歴$|的(?:聊天記錄|聊天记录)$|^[與与]"
    r"|님과의 대화$|^(?:Chat|Chatverlauf) mit "
)


class _Block(NamedTuple):
    """A line with a time, and the lines that follow it."""

    line: int
    day: tuple[int, int, int]
    """The three numbers of the date above it."""
    time: re.Match[str]
    rest: list[str]


@dataclass(slots=True)
class _Lines:
    """A file taken apart."""

    title: str = ""
    blocks: list[_Block] = field(default_factory=list)
    days: list[re.Match[str]] = field(default_factory=list)
    stray: list[int] = field(default_factory=list)
    """Lines before the first message that are no header."""


def recognise(source: Source) -> bool:
    """Whether it starts with LINE's title, or with a date alone and then a time."""
    lines = [line for line in source.head.split("\n", 40)[:40] if line.strip()]
    lines = [line.strip("\ufeff\r\n") for line in lines[:_LINES_TO_LOOK_AT]]
    if not lines or not (_TITLE.match(lines[0]) or _DATE.match(lines[0])):
        return False
    dates = [place for place, line in enumerate(lines) if _is_day(line, None)]
    return any(_time(line) for line in lines[dates[0] + 1 :]) if dates else False


def read(source: Source) -> Reading:
    """The one conversation in the file.

    Lines without a sender are events. Lines without a time belong to the message before them;
    those before the first message are unreadable, except for the title and the time of saving.

    Raises:
        InputError: It is not UTF-8 text.
    """
    parts = _taken_apart(source.text)
    stamps = [_stamp(block) for block in parts.blocks]
    orders = _orders(parts, [stamp for stamp in stamps if stamp], source)
    tabs = any(block.time["gap"] == "\t" for block in parts.blocks)
    names = _Senders(parts, tabs=tabs)
    why = "stands before the first message with a date"
    bad = [Unreadable(file=source.file, line=line, why=why) for line in parts.stray]
    entries: list[Entry] = []
    clock, before = Clock(source.zone), 0
    for block, stamp in zip(parts.blocks, stamps, strict=True):
        order = orders.get(stamp.style) if stamp else None
        when = _when(clock, stamp, order, before) if stamp and order else None
        if when is None:
            why = "has a date or time that does not exist"
            bad.append(Unreadable(file=source.file, line=block.line, why=why))
        else:
            entries.append(_entry(names, block, when))
            before = when
    start = "\n".join(entry.text for entry in entries[:20])
    thread = Thread(
        conversation_id=thread_id("line", source.stem, start),
        entries=entries,
        channel="line",
        partner=_HEADING.sub("", parts.title).strip() or source.stem,
    )
    notes = order_notes(orders)
    threads = [thread] if entries else []
    return Reading(threads=threads, unreadable=bad, notes=notes, orders=orders)


def _taken_apart(text: str) -> _Lines:
    found = _Lines()
    day: re.Match[str] | None = None
    tab: bool | None = None
    headed = 0
    for number, line in enumerate(text.split("\n"), 1):
        new = _is_day(line, found.days[0] if found.days else None)
        if new is not None:
            day = new
            found.days.append(new)
            continue
        time = _time(line) if day is not None else None
        if day is not None and time is not None and tab in (None, time["gap"] == "\t"):
            tab = time["gap"] == "\t"
            numbers = (int(day["a"]), int(day["b"]), int(day["c"]))
            found.blocks.append(_Block(number, numbers, time, [time["rest"]]))
        elif found.blocks:
            found.blocks[-1].rest.append(line)
        elif line.strip():
            headed += 1
            if headed == 1 and _TITLE.match(line):
                found.title = line.strip()
            elif not (headed == 2 and found.title and re.search(r"\d[:：]\d", line)):
                found.stray.append(number)
    return found


def _is_day(line: str, like: re.Match[str] | None) -> re.Match[str] | None:
    """A line that is a date alone, in the shape of the file's first; else somebody wrote it."""
    if len(line) > 80 or not any(char.isdecimal() for char in line):
        return None
    found = _DATE.match(line.strip("\ufeff"))
    if found is None or (found["before"] and found["after"]):
        return None
    return found if like is None or _shape(found) == _shape(like) else None


def _shape(day: re.Match[str]) -> tuple[str, bool, str, bool]:
    after = day["after"] or ""
    bracket = after[:1] if after[:1] in "(（" else "x" * bool(after)
    return day["mark"], bool(day["before"]), bracket, len(day["a"]) > 2


def _time(line: str) -> re.Match[str] | None:
    found = _TIME.match(line)
    return found if found and (not found["before"] or half_of(found["before"])) else None


def _stamp(block: _Block) -> Stamp | None:
    a, _, c = block.day
    time = block.time
    half = half_of(time["before"] or "") or half_of(time["after"] or "")
    year = "first" if a > 99 else "last" if c > 99 else ""
    hour, minute = int(time["hour"]), int(time["minute"])
    style = Style("line", year, bool(half), False)  # type: ignore[arg-type] # one of the three
    return (
        Stamp(block.day, hour, minute, 0, half, style, True) if hour < 25 and minute < 60 else None
    )


_HALF_A_DAY = 12 * 3600 * 1_000_000


def _when(clock: Clock, stamp: Stamp, order: Order, before: int) -> int | None:
    """When it was. Some phones write noon as 12:03 in the morning; then time would run back."""
    when = clock.micros(stamp, order.name)
    if when is None or stamp.hour != 12 or stamp.half != "am" or when >= before:
        return when
    noon = when + _HALF_A_DAY
    return noon if noon >= before else when


_LOCALES = ("en", "de", "fr", "es", "it", "nl", "pt", "tr", "id", "ja", "zh", "ko", "th")


@cache
def _weekdays() -> dict[str, set[int]]:
    """Which days of the week a word may mean, 0 for Monday."""
    names: dict[str, set[int]] = defaultdict(set)
    for locale in map(Locale, _LOCALES):
        for context in locale.days.values():
            for width in ("wide", "abbreviated"):
                for number, name in context.get(width, {}).items():
                    names[name.casefold().strip(".")].add(number)
    return names


def _orders(parts: _Lines, stamps: Sequence[Stamp], source: Source) -> dict[Style, Order]:
    """The date orders; where the numbers leave them open, the days of the week tell."""
    orders = infer_orders(stamps, source.lent)
    for style, order in orders.items():
        if order.why in ("assumed", "rising") and style.year == "last":
            told = {name: _agreeing(parts.days, name) for name in _DAY_FIRST_OR_MONTH_FIRST}
            best = max(told, key=lambda name: told[name])
            if len(set(told.values())) > 1:
                orders[style] = Order(best, "decided")
    return orders


_DAY_FIRST_OR_MONTH_FIRST: tuple[OrderName, OrderName] = ("DMY", "MDY")


def _agreeing(days: Sequence[re.Match[str]], order: OrderName) -> int:
    """On how many lines with a date the day of the week is right in an order."""
    count = 0
    for found in days:
        day = resolve((int(found["a"]), int(found["b"]), int(found["c"])), order)
        word = (found["before"] or found["after"] or "").strip(" ,.()（）").casefold()
        count += day is not None and day.weekday() in _weekdays().get(word, set())
    return count


_MOST_WORDS = 5
_NO_NAME = ("[", "☎", "http")
"""What starts a text, never a further word of a name."""


class _Senders:
    """Tells the sender from the text."""

    def __init__(self, parts: _Lines, *, tabs: bool) -> None:
        self._tabs, self._title = tabs, _HEADING.sub("", parts.title).strip()
        self._names: dict[str, str] = {}
        lines: dict[str, list[list[str]]] = defaultdict(list)
        if not tabs:
            for block in parts.blocks:
                words = block.rest[0].split(" ", _MOST_WORDS + 1)
                lines[words[0]].append(words)
        for first, group in lines.items():
            self._names[first] = self._name(group)
        self.known = Counter(self._names.values())

    def _name(self, group: list[list[str]]) -> str:
        """The longest beginning that all lines with the same first word share."""
        size = 1
        for more in range(_MOST_WORDS, 1, -1):
            if self._title and self._title.endswith(" ".join(group[0][:more])):
                size = more
                break
        while size < _MOST_WORDS and len(group) > 2:
            nexts = {words[size] if len(words) > size + 1 else "" for words in group}
            word = nexts.pop()
            if nexts or not word or word.startswith(_NO_NAME):
                break
            size += 1
        return " ".join(group[0][:size])

    def split(self, rest: str) -> tuple[str, str]:
        """Sender (empty where there is none) and text."""
        if self._tabs:
            name, gap, text = rest.partition("\t")
            return (name.strip(), text) if gap else ("", rest)
        name = self._names.get(rest.split(" ", 1)[0], "")
        if name and rest.startswith(f"{name} "):
            return name, rest[len(name) + 1 :]
        name, gap, text = rest.partition(" ")
        return (name, text) if gap else ("", rest)


def _entry(names: _Senders, block: _Block, when: int) -> Entry:
    person, first = names.split(block.rest[0])
    text = _unquoted([first, *block.rest[1:]])
    if not person or text.startswith("☎"):
        return Entry(text, "event", when, None, "system")
    text, kind = _content(text)
    return Entry(text, kind, when, person)


def _unquoted(lines: Sequence[str]) -> str:
    """Phones put texts of several lines in quotes."""
    text = "\n".join(lines).rstrip()
    if "\n" in text and len(text) > 2 and text[0] == text[-1] == '"':
        return text[1:-1].replace('""', '"').strip()
    return text.strip()


def _content(text: str) -> tuple[str, Kind]:
    if len(text) < 200 and _UNSENT.search(text):
        return "", "deleted"
    if not text.startswith("["):
        return text, "text"
    if _MEDIA.match(text):
        return "", "media"
    if _PLACE.match(text):
        return text.partition("]")[2].strip(), "location"
    return ("", "contact") if _CONTACT.match(text) else (text, "text")
