// The tools above the drawing. Each can be reached by keyboard; the lists below do the same without a drawing.
import type cytoscape from "cytoscape";
import type { UndoManager } from "yjs";
import { button, field, iconButton, type Words } from "./controls";
import { addFactor, addLink, type Polarity, remove, type SharedMap, text } from "./document";
import type { Place } from "./places";

export interface Parts {
  tools: HTMLElement;
  map: SharedMap;
  cy: cytoscape.Core;
  undo: UndoManager;
  words: Words;
  /** Say what is to be done next, aloud too. */
  say(words: string): void;
  /** Draw what was just added, and choose it. */
  choose(key: string): void;
}

/** Put the tools of somebody who draws into the bar. */
export function drawTools(parts: Parts): void {
  const { tools, undo, words } = parts;
  const polarity = polarityList(words);
  const undoing = iconButton("↶", words.undo, () => undo.undo());
  const redoing = iconButton("↷", words.redo, () => undo.redo());
  tools.replaceChildren(
    ...naming(parts),
    linkMode(parts, () => polarity.value as Polarity),
    polarity,
    undoing,
    redoing,
  );
}

/** Return a list to choose from how a link works. */
export function polarityList(words: Words): HTMLSelectElement {
  const list = document.createElement("select");
  list.className = "nhsuk-select";
  list.setAttribute("aria-label", words.polarity ?? "");
  for (const each of ["same", "opposite", "uncertain"]) list.append(new Option(words[each], each));
  return list;
}

/** Return the field that names a new factor, and its button; two presses on the ground say where it goes. */
function naming({ map, cy, words, say, choose }: Parts): HTMLElement[] {
  const name = field(words.name);
  name.placeholder = words.name_short ?? "";
  let place: Place | undefined;
  const add = button(words.add, () => {
    const told = name.value.trim();
    if (!told) return name.focus();
    choose(addFactor(map, told, place));
    say((words.added ?? "").replace("{name}", told));
    name.value = "";
    place = undefined;
    name.focus();
  });
  name.addEventListener("keydown", (event) => {
    if (event.key === "Enter") add.click();
  });
  cy.on("dbltap", (event: cytoscape.EventObject) => {
    if (event.target !== cy || cy.autoungrabify()) return;
    place = [Math.round(event.position.x), Math.round(event.position.y)];
    say(words.name_here ?? "");
    name.focus();
  });
  return [name, add];
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
    const link = addLink(map, first, key, polarity());
    end();
    // After the press itself has chosen the factor.
    requestAnimationFrame(() => parts.choose(link));
    parts.say(words.linked ?? "");
  });
  return toggle;
}

/** Take all that is chosen off the map. */
export function takeOffChosen({ map, cy, words, say }: Pick<Parts, "map" | "cy" | "words" | "say">): void {
  const keys = cy.$(":selected").map((each) => each.id());
  if (keys.length === 0) {
    say(words.choose ?? "");
    return;
  }
  const names = keys.map((key) => text(map.factors.get(key), "name")).filter(Boolean);
  map.doc.transact(() => {
    for (const key of keys) remove(map, key);
  });
  say(`${words.taken_off ?? ""} ${names.join(", ")}`.trim());
}
