// What is known of the factor or link that is pressed, beside the drawing; those who draw can change it there.
import type cytoscape from "cytoscape";
import { type Choice, choice, offer, type Words } from "./controls";
import { type Entry, type SharedMap, setField, text } from "./document";

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

interface Held {
  entry: Entry;
  note: "note" | "because";
  asked: Asked[];
}

/** Show what is pressed in an element: its note, and what can be chosen of it. */
export function showChosen(
  panel: HTMLElement,
  map: SharedMap,
  cy: cytoscape.Core,
  words: Words,
  choices: Choices,
): Chosen {
  const title = document.createElement("label");
  title.className = "nhsuk-label nhsuk-u-font-weight-bold";
  const note = document.createElement("textarea");
  note.className = "nhsuk-textarea";
  note.id = `${panel.id}-note`;
  note.rows = 2;
  note.maxLength = 2000;
  note.dir = "auto";
  title.htmlFor = note.id;
  const lists = document.createElement("div");
  lists.className = "sb-system-map__tools";
  panel.replaceChildren(title, note, lists);
  let offered = new Map<Asked, Choice>();
  const held = (): Held | undefined => {
    const key = cy.$(":selected").length === 1 ? cy.$(":selected").first().id() : "";
    const factor = map.factors.get(key);
    if (factor) return { entry: factor, note: "note", asked: choices.factors };
    const link = map.links.get(key);
    return link && { entry: link, note: "because", asked: choices.links };
  };
  const offerAnew = (asked: Asked[]): void => {
    if (asked.every((each) => offered.has(each)) && offered.size === asked.length) return;
    const made = asked.map((each) => {
      const [label, list] = choice(each.label, (value) => setField(held()?.entry, each.field, value));
      offer(list, each.values);
      return [each, label, list] as const;
    });
    offered = new Map(made.map(([each, , list]) => [each, list]));
    lists.replaceChildren(...made.map(([, label]) => label));
  };
  const refresh = (): void => {
    const found = held();
    panel.hidden = found === undefined;
    if (!found) return;
    const name = found.note === "note" ? text(found.entry, "name") : "";
    title.textContent = `${(found.note === "note" ? words.note : words.because) ?? ""} ${name}`;
    if (document.activeElement !== note) note.value = text(found.entry, found.note);
    note.readOnly = cy.autoungrabify();
    offerAnew(found.asked);
    for (const [each, list] of offered) {
      list.value = text(found.entry, each.field) || each.usual;
      list.disabled = cy.autoungrabify();
    }
  };
  note.addEventListener("change", () => {
    const found = held();
    if (found && !note.readOnly) setField(found.entry, found.note, note.value);
  });
  cy.on("select unselect", refresh);
  refresh();
  return { refresh };
}
