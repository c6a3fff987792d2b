// The tools above the drawing. Each can be reached by keyboard; the lists below do the same without a drawing.
import type cytoscape from "cytoscape";
import type { UndoManager } from "yjs";
import { button, field, type Words } from "./controls";
import { addFactor, addLink, type Polarity, remove, type SharedMap, setField, text } from "./document";

export interface Parts {
  tools: HTMLElement;
  map: SharedMap;
  cy: cytoscape.Core;
  undo: UndoManager;
  words: Words;
  /** Say what is to be done next, aloud too. */
  say(words: string): void;
  showAll(): void;
  /** The page of a factor or link. */
  pageOf(key: string): string;
}

/** Put the tools of somebody who draws into the bar. */
export function drawTools(parts: Parts): void {
  const { tools, map, cy, undo, words } = parts;
  tools.replaceChildren();
  const name = field(words.name);
  const polarity = document.createElement("select");
  polarity.className = "nhsuk-select";
  polarity.setAttribute("aria-label", words.polarity ?? "");
  for (const each of ["same", "opposite", "uncertain"]) polarity.append(new Option(words[each], each));
  const add = button(words.add, () => {
    if (!name.value.trim()) return name.focus();
    const key = addFactor(map, name.value.trim());
    name.value = "";
    cy.elements().unselect();
    cy.getElementById(key).select();
    name.focus();
  });
  name.addEventListener("keydown", (event) => {
    if (event.key === "Enter") add.click();
  });
  const joining = linkMode(parts, () => polarity.value as Polarity);
  const rename = button(words.rename, () => {
    const key = selected(cy);
    const factor = key === undefined ? undefined : map.factors.get(key);
    if (!factor) return parts.say(words.choose ?? "");
    if (name.value.trim()) setField(factor, "name", name.value.trim());
    else name.value = text(factor, "name");
    name.focus();
  });
  const off = button(words.remove, () => {
    const key = selected(cy);
    if (key === undefined) return parts.say(words.choose ?? "");
    remove(map, key);
  });
  const open = button(words.open, () => {
    const key = selected(cy);
    if (key === undefined) return parts.say(words.choose ?? "");
    location.assign(parts.pageOf(key));
  });
  tools.append(name, add, rename, polarity, joining, off, open);
  tools.append(
    button(words.undo, () => undo.undo()),
    button(words.redo, () => undo.redo()),
    button(words.whole, parts.showAll),
  );
}

function linkMode(parts: Parts, polarity: () => Polarity): HTMLButtonElement {
  const { cy, map, words } = parts;
  let first: string | undefined;
  let on = false;
  const toggle = button(words.link, () => {
    on = !on;
    end();
    toggle.setAttribute("aria-pressed", String(on));
    parts.say(on ? (words.first ?? "") : "");
  });
  toggle.setAttribute("aria-pressed", "false");
  function end(): void {
    if (first !== undefined) cy.getElementById(first).removeClass("is-first");
    first = undefined;
  }
  cy.on("tap", "node", (event: cytoscape.EventObject) => {
    if (!on) return;
    const key = event.target.id() as string;
    if (first === undefined) {
      first = key;
      event.target.addClass("is-first");
      parts.say(words.second ?? "");
      return;
    }
    addLink(map, first, key, polarity());
    end();
    parts.say(words.first ?? "");
  });
  return toggle;
}

function selected(cy: cytoscape.Core): string | undefined {
  const found = cy.$(":selected");
  return found.nonempty() ? found[0]?.id() : undefined;
}
