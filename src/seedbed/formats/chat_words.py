"""What chats themselves put between the words of people: in the languages of Seedbed's pages and some neighbours."""

from __future__ import annotations

import re

_EDITED = (
    "This message was edited",
    "Diese Nachricht wurde bearbeitet",
    "Ta wiadomość została zmieniona",
    "Wiadomość edytowana",
    "Acest mesaj a fost editat",
    "تم تعديل هذه الرسالة",
    "এই মেসেজটি এডিট করা হয়েছে",
    "এই মেসেজ এডিট করা হয়েছে",
    "Se editó este mensaje",
    "Ce message a été modifié",
    "Farriintan waa la tafatiray",
)
EDITED = re.compile(r"\s*<(?:" + "|".join(map(re.escape, _EDITED)) + r")[.。]?>\s*$", re.IGNORECASE)

DELETED = frozenset(
    each.casefold()
    for each in (
        "This message was deleted",
        "You deleted this message",
        "Diese Nachricht wurde gelöscht",
        "Du hast diese Nachricht gelöscht",
        "Ta wiadomość została usunięta",
        "Usunięto tę wiadomość",
        "Wiadomość została usunięta",
        "Acest mesaj a fost șters",
        "Ai șters acest mesaj",
        "تم حذف هذه الرسالة",
        "لقد حذفت هذه الرسالة",
        "এই মেসেজটি মুছে ফেলা হয়েছে",
        "আপনি এই মেসেজটি মুছে ফেলেছেন",
        "Se eliminó este mensaje",
        "Eliminaste este mensaje",
        "Ce message a été supprimé",
        "Vous avez supprimé ce message",
        "Farriintan waa la tirtiray",
        "Null",
    )
)
LEFT_OUT = re.compile(
    r"^<(?:media omitted|medien ausgeschlossen|pominięto multimedia|media omis[eă]?|fișier media omis|"
    r"تم استبعاد الوسائط|تم إخفاء الوسائط|মিডিয়া বাদ দেওয়া হয়েছে|multimedia omitido|médias omis|warbaahin la dhaafay)>$"
    r"|^(?:image|video|audio|sticker|GIF|document|contact card|photo|voice message) omitted$",
    re.IGNORECASE,
)
"""What stands where an export was made without its photos and voice notes."""

SYSTEM = re.compile(
    r"end-to-end encrypted|created (?:this )?group|changed (?:the|this) (?:subject|group|settings|icon)|security code|"
    r"joined using|(?:was|were) added|added you|\bleft$|removed\b.*\bgroup|missed (?:voice|video) call|"
    r"changed (?:their|to a new) (?:phone )?number|pinned a message|turned (?:on|off) disappearing|"
    r"Ende-zu-Ende|szyfrowan|criptate|مشفرة|مشفّرة|এন্ড-টু-এন্ড|cifrado|chiffré",
    re.IGNORECASE,
)
"""Lines that no person wrote; used only where a phone does not tell them apart by itself."""

PLACE = re.compile(r"https?://(?:maps\.google\.com|www\.google\.com/maps)/\S*?[?&@/]q?=?(-?\d+\.\d+),(-?\d+\.\d+)")
FILE = re.compile(r"^<[^<>:]{1,30}:\s*([^<>/\\]{1,200}\.\w{2,5})>$|^([^<>/\\]{1,200}\.\w{2,5}) \([^()]{1,40}\)$")
"""``<attached: 00000012-PHOTO.jpg>`` as iPhones write, or ``IMG-1.jpg (file attached)`` as Android does."""
