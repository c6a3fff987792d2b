// What leads to a factor, and what it leads to, some steps away: drawn strongly, the rest pale, and said in words.
import type cytoscape from "cytoscape";
import { choice, offer, type Words } from "./controls";

type Way = "" | "to" | "from" | "both";
const WAYS: readonly Way[] = ["", "to", "from", "both"];
const STEPS = ["1", "2", "3", "all"];
const PALE = "is-pale";

export interface Around {
  controls: HTMLElement;
  /** Follow what is chosen and drawn by now. */
  refresh(): void;
}

/** Return the choices of what to highlight around the chosen factor; they hold as other factors are chosen. */
export function highlightAround(cy: cytoscape.Core, words: Words): Around {
  const controls = document.createElement("div");
  controls.className = "sb-system-map__tools";
  const told = document.createElement("p");
  told.className = "nhsuk-body-s sb-system-map__told";
  told.setAttribute("role", "status");
  const [wayLabel, way] = choice(words.around, () => refresh());
  const [stepLabel, steps] = choice(words.around_steps, () => refresh());
  offer(
    way,
    WAYS.map((each) => [each, words[`around_${each || "none"}`] ?? each] as const),
  );
  offer(
    steps,
    STEPS.map((each) => [each, words[`steps_${each}`] ?? each] as const),
  );
  controls.append(wayLabel, stepLabel, told);
  let paled = false;
  const refresh = (): void => {
    const chosen = cy.nodes(":selected");
    const on = way.value !== "" && chosen.length === 1;
    stepLabel.hidden = way.value === "";
    told.hidden = !on;
    if (!on && !paled) return;
    const found = on ? reached(chosen, way.value as Way, Number(steps.value) || Infinity) : cy.collection();
    cy.batch(() => {
      cy.elements().toggleClass(PALE, on);
      found.removeClass(PALE);
    });
    paled = on;
    told.textContent = on ? inWords(found.nodes().difference(chosen), words) : "";
  };
  refresh();
  return { controls, refresh };
}

function inWords(found: cytoscape.NodeCollection, words: Words): string {
  const names = found.map((each) => String(each.data("label"))).sort((a, b) => a.localeCompare(b));
  return names.length > 0 ? `${names.length}: ${names.join(" · ")}` : (words.around_nothing ?? "");
}

/** Return factors with all that is so many links before them, after them or either; what is hidden leads nowhere. */
function reached(start: cytoscape.NodeCollection, way: Way, steps: number): cytoscape.CollectionReturnValue {
  if (way === "both") return reached(start, "to", steps).union(reached(start, "from", steps));
  let found = start.union(start);
  let last = start;
  for (let step = 0; step < steps && last.nonempty(); step += 1) {
    const links = (way === "to" ? last.incomers("edge") : last.outgoers("edge")).filter("[outside = 0]");
    const ends = (way === "to" ? links.sources() : links.targets()).filter("[outside = 0]");
    last = ends.difference(found).nodes();
    found = found.union(links).union(ends);
  }
  return found;
}
