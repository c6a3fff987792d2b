// What of a map is seen: all of it, one factor, nearer, farther.
import type cytoscape from "cytoscape";
import { HIGH, WIDE } from "./styles";

const MARGIN = 30;
/** Names can be read without effort from here on. */
const READABLE = 0.8;

export interface Extent {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

export interface Sight {
  /** Show all of it, no larger than it is. */
  showAll(): void;
  /** Factors came: whoever saw all of it goes on seeing all of it; whoever looks at a place stays there. */
  grown(): void;
  /** Put a factor in the middle, large enough to read its name. */
  show(key: string): void;
  /** Bring a factor into sight, if it is not; whoever saw all of it sees all of it. */
  reveal(key: string): void;
  /** Show it larger (above 1) or smaller, around the middle. */
  nearer(by: number): void;
  /** Move what is seen by so many pixels. */
  move(x: number, y: number): void;
}

/** Return how far the factors that are shown reach; links need not be measured for it. */
export function reachOf(cy: cytoscape.Core): Extent {
  const all: Extent = { left: Infinity, right: -Infinity, top: Infinity, bottom: -Infinity };
  cy.nodes("[outside = 0]").forEach((each) => {
    const { x, y } = each.position();
    all.left = Math.min(all.left, x - WIDE / 2);
    all.right = Math.max(all.right, x + WIDE / 2);
    all.top = Math.min(all.top, y - HIGH / 2);
    all.bottom = Math.max(all.bottom, y + HIGH / 2);
  });
  return all;
}

export function sightOf(cy: cytoscape.Core): Sight {
  let seesAll = true;
  const showAll = (): void => {
    seesAll = true;
    showPlaces(cy);
  };
  cy.on("dragpan scrollzoom pinchzoom", () => {
    seesAll = false;
  });
  cy.on("resize", () => {
    if (seesAll) showPlaces(cy);
  });
  return {
    showAll,
    grown() {
      if (seesAll && beyondSight(cy)) showPlaces(cy);
    },
    show(key) {
      seesAll = false;
      const zoom = Math.max(cy.zoom(), READABLE);
      const { x, y } = cy.getElementById(key).position();
      cy.viewport({ zoom, pan: { x: cy.width() / 2 - zoom * x, y: cy.height() / 2 - zoom * y } });
    },
    reveal(key) {
      if (seesAll) {
        showPlaces(cy);
        return;
      }
      const { x, y } = cy.getElementById(key).renderedPosition();
      const [halfWide, halfHigh] = [MARGIN + (cy.zoom() * WIDE) / 2, MARGIN + (cy.zoom() * HIGH) / 2];
      cy.panBy({ x: intoSight(x, halfWide, cy.width()), y: intoSight(y, halfHigh, cy.height()) });
    },
    nearer(by) {
      seesAll = false;
      cy.zoom({ level: cy.zoom() * by, renderedPosition: { x: cy.width() / 2, y: cy.height() / 2 } });
    },
    move(x, y) {
      seesAll = false;
      cy.panBy({ x, y });
    },
  };
}

/** Return how far to move so that what reaches so far to both sides of a place lies within so many pixels. */
function intoSight(at: number, half: number, within: number): number {
  return Math.max(0, half - at) - Math.max(0, at + half - within);
}

function showPlaces(cy: cytoscape.Core): void {
  const all = reachOf(cy);
  if (all.left > all.right) return;
  const [wide, high] = [cy.width() - 2 * MARGIN, cy.height() - 2 * MARGIN];
  const zoom = Math.min(1, wide / (all.right - all.left), high / (all.bottom - all.top));
  const middle = { x: (all.left + all.right) / 2, y: (all.top + all.bottom) / 2 };
  cy.viewport({ zoom, pan: { x: cy.width() / 2 - zoom * middle.x, y: cy.height() / 2 - zoom * middle.y } });
}

/** Say whether a factor lies beyond what is seen. */
function beyondSight(cy: cytoscape.Core): boolean {
  const seen = cy.extent();
  const all = reachOf(cy);
  return all.left < seen.x1 || all.right > seen.x2 || all.top < seen.y1 || all.bottom > seen.y2;
}
