// What is known of the factor or link that is pressed, beside the drawing; those who draw can change it there.
import type cytoscape from "cytoscape";
import { type Around, highlightAround } from "./around";
import { button, type Choice, choice, field, offer, type Words } from "./controls";
import { type Entry, type SharedMap, setField, text } from "./document";
import { linkByName } from "./linking";

export interface Chosen {
  /** Say what the document holds now. */
  refresh(): void;
}

/** One thing to choose of a factor or link, as its form asks for it. */
export interface Asked {
  field: string;
  label: string;
  values: [string, string][];
  /** What holds while nobody has chosen. */
  usual: string;
}

export interface Choices {
  factors: Asked[];
  links: Asked[];
}

export interface ChosenParts {
  panel: HTMLElement;
  /** What is said while nothing is chosen. */
  help: HTMLElement;
  map: SharedMap;
  cy: cytoscape.Core;
  words: Words;
  choices: Choices;
  say(words: string): void;
  /** Draw what was just added. */
  drawn(key: string): void;
  takeOff(): void;
  /** The page of a factor or link. */
  pageOf(key: string): string;
}

interface Held {
  key: string;
  entry: Entry;
  note: "note" | "because";
  asked: Asked[];
}

/** Show what is pressed: its name, what can be chosen of it, its note, and what can be done with it. */
export function showChosen(parts: ChosenParts): Chosen {
  const { panel, help, map, cy, words } = parts;
  const held = (): Held | undefined => heldOf(parts);
  const title = document.createElement("h2");
  title.className = "nhsuk-heading-s nhsuk-u-margin-bottom-2";
  title.dir = "auto";
  const [nameLabel, name] = nameField(words, () => held()?.entry);
  const [noteLabel, note] = noteField(`${panel.id}-note`, held);
  const lists = document.createElement("div");
  lists.className = "sb-system-map__choices";
  const around: Around = highlightAround(cy, words);
  const factorChosen = (): string | undefined => (held()?.note === "note" ? held()?.key : undefined);
  const linking = linkByName({ ...parts, chosen: factorChosen });
  const off = button(words.remove, parts.takeOff);
  const open = document.createElement("a");
  open.textContent = words.open ?? "";
  const doing = document.createElement("div");
  doing.className = "sb-system-map__tools";
  doing.append(open, off);
  panel.replaceChildren(title, nameLabel, doing, linking, around.controls, lists, noteLabel, note);
  const offerAnew = offerOf(lists, () => held()?.entry);
  let last = "";
  const refresh = (): void => {
    const many = cy.$(":selected").length;
    const found = held();
    const draws = !cy.autoungrabify();
    panel.hidden = many === 0;
    help.hidden = many > 0;
    around.refresh();
    const isFactor = found?.note === "note";
    // What is chosen next is read from its beginning.
    if (found && found.key !== last && panel.parentElement) panel.parentElement.scrollTop = 0;
    last = found?.key ?? "";
    title.classList.toggle("nhsuk-u-visually-hidden", isFactor && draws);
    title.textContent = found ? titleOf(found, map, words) : `${words.chosen_many ?? ""} ${many}`;
    for (const each of [lists, noteLabel, note, open]) each.hidden = !found;
    for (const each of [nameLabel, linking]) each.hidden = !isFactor || !draws;
    around.controls.hidden = !isFactor;
    off.hidden = !draws;
    if (!found) return;
    open.href = parts.pageOf(found.key);
    noteLabel.textContent = `${(isFactor ? words.note : words.because) ?? ""} ${isFactor ? text(found.entry, "name") : ""}`;
    if (document.activeElement !== name) name.value = text(found.entry, "name");
    if (document.activeElement !== note) note.value = text(found.entry, found.note);
    note.readOnly = !draws;
    offerAnew(found, draws);
  };
  cy.on("select unselect", refresh);
  refresh();
  return { refresh };
}

function heldOf({ map, cy, choices }: ChosenParts): Held | undefined {
  const chosen = cy.$(":selected");
  const key = chosen.length === 1 ? chosen.first().id() : "";
  const factor = map.factors.get(key);
  if (factor) return { key, entry: factor, note: "note", asked: choices.factors };
  const link = map.links.get(key);
  return link && { key, entry: link, note: "because", asked: choices.links };
}

function titleOf({ entry, note }: Held, map: SharedMap, words: Words): string {
  if (note === "note") return text(entry, "name") || (words.unnamed ?? "");
  const [cause, effect] = ["cause", "effect"].map((end) => text(map.factors.get(text(entry, end)), "name"));
  return `${cause} ${words[`does_${text(entry, "polarity") || "same"}`] ?? ""} ${effect}`;
}

function nameField(words: Words, entry: () => Entry | undefined): [HTMLLabelElement, HTMLInputElement] {
  const label = document.createElement("label");
  label.className = "nhsuk-label";
  const name = field(undefined);
  name.removeAttribute("aria-label");
  name.addEventListener("change", () => {
    if (name.value.trim()) setField(entry(), "name", name.value.trim());
  });
  label.append(`${words.called ?? ""} `, name);
  return [label, name];
}

function noteField(id: string, held: () => Held | undefined): [HTMLLabelElement, HTMLTextAreaElement] {
  const label = document.createElement("label");
  label.className = "nhsuk-label";
  const note = document.createElement("textarea");
  note.className = "nhsuk-textarea";
  note.id = id;
  note.rows = 2;
  note.maxLength = 2000;
  note.dir = "auto";
  label.htmlFor = id;
  note.addEventListener("change", () => {
    const found = held();
    if (found && !note.readOnly) setField(found.entry, found.note, note.value);
  });
  return [label, note];
}

/** Return what offers the choices of what is chosen; lists that are there already stay, with the focus in them. */
function offerOf(lists: HTMLElement, entry: () => Entry | undefined): (found: Held, draws: boolean) => void {
  let offered = new Map<Asked, Choice>();
  return (found, draws) => {
    if (!(found.asked.every((each) => offered.has(each)) && offered.size === found.asked.length)) {
      const made = found.asked.map((each) => {
        const [label, list] = choice(each.label, (value) => setField(entry(), each.field, value));
        offer(list, each.values);
        return [each, label, list] as const;
      });
      offered = new Map(made.map(([each, , list]) => [each, list]));
      lists.replaceChildren(...made.map(([, label]) => label));
    }
    for (const [each, list] of offered) {
      list.value = text(found.entry, each.field) || each.usual;
      list.disabled = !draws;
    }
  };
}
