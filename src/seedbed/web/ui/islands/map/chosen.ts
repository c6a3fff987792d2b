// What is noted of the factor or link that is pressed, beside the drawing; those who draw can write it there.
import type cytoscape from "cytoscape";
import type { Words } from "./controls";
import { type Entry, type SharedMap, setField, text } from "./document";

export interface Chosen {
  /** Say what the document holds now. */
  refresh(): void;
}

/** Show the note of what is pressed in an element. */
export function showChosen(panel: HTMLElement, map: SharedMap, cy: cytoscape.Core, words: Words): Chosen {
  const title = document.createElement("label");
  title.className = "nhsuk-label nhsuk-u-font-weight-bold";
  const note = document.createElement("textarea");
  note.className = "nhsuk-textarea";
  note.id = `${panel.id}-note`;
  note.rows = 2;
  note.maxLength = 2000;
  note.dir = "auto";
  title.htmlFor = note.id;
  panel.replaceChildren(title, note);
  const held = (): [Entry, string] | undefined => {
    const key = cy.$(":selected").length === 1 ? cy.$(":selected").first().id() : "";
    const factor = map.factors.get(key);
    if (factor) return [factor, "note"];
    const link = map.links.get(key);
    return link && [link, "because"];
  };
  const refresh = (): void => {
    const found = held();
    panel.hidden = found === undefined;
    if (!found) return;
    const [entry, field] = found;
    const name = field === "note" ? text(entry, "name") : "";
    title.textContent = `${field === "note" ? (words.note ?? "") : (words.because ?? "")} ${name}`;
    if (document.activeElement !== note) note.value = text(entry, field);
    note.readOnly = cy.autoungrabify();
  };
  note.addEventListener("change", () => {
    const found = held();
    if (found && !note.readOnly) setField(found[0], found[1], note.value);
  });
  cy.on("select unselect", refresh);
  refresh();
  return { refresh };
}
