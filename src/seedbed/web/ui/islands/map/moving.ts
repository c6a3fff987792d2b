// Buttons on the drawing, and keys: nearer, farther, all of it, the whole screen; arrows move what is chosen or seen.
import type cytoscape from "cytoscape";
import { iconButton, type Words } from "./controls";
import { amount, type SharedMap, setField } from "./document";
import type { Sight } from "./sight";

/** How much nearer one press comes. */
const NEARER = 1.25;
/** Pixels that one press of an arrow moves what is seen. */
const FAR = 60;
/** How far one press of an arrow moves a factor; with the shift key, farther. */
const STEP = 10;
const LEAP = 50;
const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** Put the buttons on the drawing. */
export function drawSight(bar: HTMLElement, whole: HTMLElement, sight: Sight, words: Words): void {
  const buttons = [
    iconButton("+", words.nearer, () => sight.nearer(NEARER), true),
    iconButton("−", words.farther, () => sight.nearer(1 / NEARER), true),
    iconButton("⤢", words.whole, sight.showAll, true),
  ];
  if (document.fullscreenEnabled)
    buttons.push(
      iconButton(
        "⛶",
        words.screen,
        () => void (document.fullscreenElement ? document.exitFullscreen() : whole.requestFullscreen()),
        true,
      ),
    );
  bar.replaceChildren(...buttons);
}

export interface KeyParts {
  container: HTMLElement;
  map: SharedMap;
  cy: cytoscape.Core;
  sight: Sight;
  takeOff(): void;
  undo(): void;
  redo(): void;
}

/** Let keys do on the drawing what the hand does. */
export function listenToKeys(parts: KeyParts): void {
  const { container, cy } = parts;
  container.addEventListener("keydown", (event) => {
    const does = keyOf(event, parts);
    if (!does) return;
    event.preventDefault();
    does();
  });
  // A press on the drawing takes its keys along, as a press on any field does.
  cy.on("tap", () => container.focus({ preventScroll: true }));
}

function keyOf(event: KeyboardEvent, parts: KeyParts): (() => void) | undefined {
  const { cy, sight } = parts;
  const arrow = ARROWS[event.key];
  if (event.ctrlKey || event.metaKey) {
    if (cy.autoungrabify() || event.key.toLowerCase() !== "z") return undefined;
    return event.shiftKey ? parts.redo : parts.undo;
  }
  if (arrow) return () => moveBy(arrow, event.shiftKey, parts);
  if (event.key === "+" || event.key === "=") return () => sight.nearer(NEARER);
  if (event.key === "-") return () => sight.nearer(1 / NEARER);
  if (event.key === "0") return sight.showAll;
  if (event.key === "Escape" && !document.fullscreenElement) return () => void cy.elements().unselect();
  if (event.key === "Delete" && !cy.autoungrabify()) return parts.takeOff;
  return undefined;
}

/** Move the factors that are chosen; where none is, or nobody draws, what is seen. */
function moveBy([x, y]: readonly [number, number], far: boolean, { map, cy, sight }: KeyParts): void {
  const factors = cy.autoungrabify() ? [] : cy.nodes(":selected").map((each) => map.factors.get(each.id()));
  if (factors.length === 0) {
    sight.move(-x * FAR, -y * FAR);
    return;
  }
  const by = far ? LEAP : STEP;
  map.doc.transact(() => {
    for (const factor of factors) {
      setField(factor, "x", amount(factor, "x") + by * x);
      setField(factor, "y", amount(factor, "y") + by * y);
    }
  });
}
