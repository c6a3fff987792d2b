"""Forms for phones as XML (ODK XForms 1.0.0): what they are called and what they ask."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from seedbed.errors import BadInputError
from seedbed.formats.openrosa_xml import elements_of, name_of, read_xml, text_of

if TYPE_CHECKING:
    from lxml import etree

LARGEST_FORM = 5_000_000
LONGEST_ID = 250
MOST_QUESTIONS = 2_000
WHAT = "This form cannot be used."
SAVES_TO = "{http://www.opendatakit.org/xforms/entities}saveto"
UPLOADS = {"image": "image", "audio": "audio", "video": "video"}
CONTROLS = {"select": "select_multiple", "select1": "select_one", "trigger": "acknowledge", "rank": "rank"}


@dataclass(frozen=True, slots=True)
class Question:
    """One question.

    Parameters
    ----------
    path
        Its groups and its name with ``/`` between, as answers have it.
    kind
        As an XLSForm calls it: ``text``, ``select_one``, ``geopoint``, ``image`` and so on.
    label
        In the form's first language; its name where it has none.
    choices
        Of a select: value and label.
    list_name
        Of a select whose choices come with the form as a file: the name of its list.
    saves_to
        The property of an entity that the answer is kept as.
    """

    path: str
    kind: str
    label: str
    choices: tuple[tuple[str, str], ...] = ()
    list_name: str = ""
    saves_to: str = ""


@dataclass(frozen=True, slots=True)
class PhoneForm:
    """A form that phones can fill in."""

    form_id: str
    version: str
    title: str
    xml: str
    questions: tuple[Question, ...]
    notes: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    """Tables that have to come with it: phones do not open it without them."""


def bad_form(why: str, next_step: str) -> BadInputError:
    """Return the error for a form that is not taken."""
    return BadInputError(WHAT, why, next_step)


def read_form(content: bytes, notes: tuple[str, ...] = ()) -> PhoneForm:
    """Read a form.

    Raises
    ------
    BadInputError
        If it is no form, has no name of its own, or asks nothing.
    """
    root = read_xml(content, LARGEST_FORM)
    model = next((each for each in root.iter("{*}model")), None)
    instance = (
        None if model is None else next((each for each in elements_of(model) if name_of(each) == "instance"), None)
    )
    data = None if instance is None else next(iter(elements_of(instance)), None)
    if model is None or data is None:
        raise bad_form(
            "It is no form of ODK: it has no model with an instance.", "Send an XLSForm, or its XForm as XML."
        )
    form_id = (data.get("id") or data.tag.rpartition("}")[0].lstrip("{")).strip()
    if not form_id or len(form_id) > LONGEST_ID:
        raise bad_form("It has no name of its own, or too long a one.", "Write form_id on its settings sheet.")
    questions = tuple(_questions(root, model, data))
    if not questions:
        raise bad_form("It asks nothing.", "Add questions to its survey sheet.")
    if len(questions) > MOST_QUESTIONS:
        raise bad_form(f"It has {len(questions):,} questions; at most {MOST_QUESTIONS:,} are taken.", "Split it.")
    return PhoneForm(
        form_id=form_id,
        version=(data.get("version") or "").strip()[:LONGEST_ID],
        title=(next((text_of(each) for each in root.iter("{*}title")), "") or form_id)[:200],
        xml=_as_text(root, content),
        questions=questions,
        notes=notes,
        files=tuple(_files(model).values()),
    )


def _as_text(root: etree._Element, content: bytes) -> str:
    """Return the form as it was sent; one in another encoding is written anew, since phones get it in UTF-8."""
    from lxml import etree

    if (root.getroottree().docinfo.encoding or "UTF-8").upper() in {"UTF-8", "US-ASCII", "ASCII"}:
        return content.decode("utf-8", "replace")
    return str(etree.tostring(root, encoding="unicode"))


def _questions(root: etree._Element, model: etree._Element, data: etree._Element) -> Iterator[Question]:
    texts = _texts(model)
    lists, files = _lists(model, texts), _files(model)
    binds = {_path(each.get("nodeset"), data): each for each in model.iter("{*}bind")}
    body = next((each for each in root.iter("{*}body")), None)
    seen: set[str] = set()
    for control in body.iter() if body is not None else ():
        if not isinstance(control.tag, str) or name_of(control) not in {"input", "upload", "range", *CONTROLS}:
            continue
        path = _path(control.get("ref"), data)
        if not path or path in seen:
            continue
        seen.add(path)
        label = _label(control, texts) or path.rpartition("/")[2]
        bind = binds.get(path)
        yield Question(
            path,
            _kind(control, bind),
            label[:300],
            tuple(_choices(control, texts, lists)),
            list_name=next((each for each in _lists_asked(control) if each in files), ""),
            saves_to="" if bind is None else (bind.get(SAVES_TO) or "").strip()[:LONGEST_ID],
        )


def _path(reference: str | None, data: etree._Element) -> str:
    """Return a reference such as ``/data/home/where`` without the root."""
    before = f"/{name_of(data)}/"
    return reference[len(before) :] if reference and reference.startswith(before) else ""


def _kind(control: etree._Element, bind: etree._Element | None) -> str:
    name = name_of(control)
    bound = "" if bind is None else bind.get("type") or ""
    if name == "upload":
        return UPLOADS.get((control.get("mediatype") or "").split("/")[0], "file")
    if bind is not None and bind.get("readonly") == "true()":
        return "note"
    return CONTROLS.get(name) or {"string": "text", "int": "integer", "": "text"}.get(bound, bound)


def _texts(model: etree._Element) -> dict[str, str]:
    """Return the texts of the form's first language, by their number."""
    languages = list(model.iter("{*}translation"))
    chosen = next((each for each in languages if each.get("default")), languages[0] if languages else None)
    found: dict[str, str] = {}
    for text in chosen.iter("{*}text") if chosen is not None else ():
        values = [each for each in elements_of(text) if name_of(each) == "value" and not each.get("form")]
        if values:
            found[text.get("id") or ""] = " ".join("".join(values[0].itertext()).split())
    return found


def _label(element: etree._Element, texts: dict[str, str]) -> str:
    label = next((each for each in elements_of(element) if name_of(each) == "label"), None)
    if label is None:
        return ""
    reference = label.get("ref") or ""
    if reference.startswith("jr:itext('"):
        return texts.get(reference[len("jr:itext('") :].rstrip("')"), "")
    return " ".join("".join(label.itertext()).split())


def _lists(model: etree._Element, texts: dict[str, str]) -> dict[str, list[tuple[str, str]]]:
    """Return the lists of choices that stand beside the form, by name."""
    found = {}
    for instance in elements_of(model):
        if name_of(instance) == "instance" and instance.get("id"):
            found[instance.get("id") or ""] = [_item(each, texts) for each in instance.iter("{*}item")]
    return found


def _item(item: etree._Element, texts: dict[str, str]) -> tuple[str, str]:
    parts = {name_of(each): text_of(each) for each in elements_of(item)}
    value = parts.get("name") or parts.get("value") or ""
    return value, parts.get("label") or texts.get(parts.get("itextId", ""), "") or _label(item, texts) or value


def _choices(
    control: etree._Element, texts: dict[str, str], lists: dict[str, list[tuple[str, str]]]
) -> Iterator[tuple[str, str]]:
    for each in elements_of(control):
        if name_of(each) == "item":
            yield _item(each, texts)
        elif name_of(each) == "itemset":
            yield from lists.get(_list_asked(each), [])


def _lists_asked(control: etree._Element) -> list[str]:
    return [_list_asked(each) for each in elements_of(control) if name_of(each) == "itemset"]


def _list_asked(itemset: etree._Element) -> str:
    return (itemset.get("nodeset") or "").partition("instance('")[2].partition("'")[0]


def _files(model: etree._Element) -> dict[str, str]:
    """Return the tables that have to come with a form, by the name of their list."""
    found = {}
    for instance in elements_of(model):
        source = instance.get("src") or ""
        if name_of(instance) == "instance" and source.startswith(("jr://file/", "jr://file-csv/")):
            found[instance.get("id") or ""] = source.rpartition("/")[2]
    return found
