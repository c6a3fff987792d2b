// Tools that divide a map and lay it out, for those who draw. The page of parts and arrangements does the same.
import type cytoscape from "cytoscape";
import type { UndoManager } from "yjs";
import { button, choice, field, offer, type Words } from "./controls";
import { type SharedMap, text } from "./document";
import { MARKS } from "./looks";
import { addSubmap, addSubsystem, byName, join, keepLayout, place, useLayout } from "./parts";
import type { Place } from "./places";

export interface Parts {
  tools: HTMLElement;
  map: SharedMap;
  cy: cytoscape.Core;
  undo: UndoManager;
  words: Words;
  /** Where the site says how the factors would stand tidied up. */
  tidied: string;
  say(words: string): void;
  showAll(): void;
}

export interface Arranging {
  /** Offer the parts and arrangements that there are now. */
  refresh(): void;
}

/** Put the tools into their place. */
export function drawArranging(parts: Parts): Arranging {
  const { tools, map, cy, words, say } = parts;
  const name = field(words.part_name);
  name.placeholder = words.part_name ?? "";
  const named = (then: (name: string) => void) => (): void => {
    const told = name.value.trim();
    name.value = "";
    if (told) then(told);
    else name.focus();
  };
  const chosen = (): string[] => cy.nodes(":selected").map((each) => each.id());
  const some = (then: (factors: string[]) => void): void => {
    const factors = chosen();
    if (factors.length === 0) say(words.choose_factors ?? "");
    else then(factors);
  };
  const [ofPart, partList] = choice(words.put_into, (value) => {
    if (value !== "?") some((factors) => join(map, value === "-" ? "" : value, factors));
    partList.value = "?";
  });
  const [ofLayout, layoutList] = choice(words.use_layout, (value) => {
    if (value !== "?") inOneStep(parts, () => useLayout(map, value));
    layoutList.value = "?";
  });
  tools.replaceChildren(
    name,
    button(
      words.new_part,
      named((told) => void addSubsystem(map, told, chosen())),
    ),
    button(
      words.new_submap,
      named((told) => some((factors) => void addSubmap(map, told, factors))),
    ),
    button(
      words.new_layout,
      named((told) => keepLayout(map, told)),
    ),
    ofPart,
    ofLayout,
    chooseSeveral(cy, words),
    button(words.tidy, () => void tidyUp(parts)),
  );
  const refresh = (): void => {
    const marked = byName(map.subsystems).map(([key, entry]) => [key, nameOf(entry)] as const);
    offer(partList, [["?", words.choose_one ?? ""], ...marked, ["-", words.no_part ?? ""]]);
    const layouts = byName(map.layouts).map(([key, entry]) => [key, text(entry, "name")] as const);
    offer(layoutList, [["?", words.choose_one ?? ""], ...layouts]);
    ofPart.hidden = marked.length === 0;
    ofLayout.hidden = layouts.length === 0;
  };
  refresh();
  return { refresh };
}

/** Return a button that lets one press after another choose more, as the shift key does; on a phone there is none. */
function chooseSeveral(cy: cytoscape.Core, words: Words): HTMLButtonElement {
  const toggle = button(words.several, () => {
    const on = cy.selectionType() !== "additive";
    cy.selectionType(on ? "additive" : "single");
    toggle.setAttribute("aria-pressed", String(on));
  });
  toggle.setAttribute("aria-pressed", "false");
  return toggle;
}

function nameOf(entry: Parameters<typeof text>[0]): string {
  return `${MARKS[Number(entry?.get("colour") ?? 0)] ?? ""} ${text(entry, "name")}`;
}

/** Place factors so that one press of "undo" puts all of them back, and nothing that was done before. */
function inOneStep(parts: Parts, how: () => void): void {
  parts.undo.stopCapturing();
  how();
  parts.undo.stopCapturing();
  requestAnimationFrame(parts.showAll);
}

async function tidyUp(parts: Parts): Promise<void> {
  const { words, say } = parts;
  say(words.tidying ?? "");
  try {
    const answer = await fetch(parts.tidied);
    if (!answer.ok) throw new Error(String(answer.status));
    const { places } = (await answer.json()) as { places: Record<string, Place> };
    inOneStep(parts, () => place(parts.map, Object.entries(places)));
    say(words.tidied ?? "");
  } catch {
    say(words.not_tidied ?? "");
  }
}
