// The drawing of a system map. It says nothing that the lists beside it do not say.
import cytoscape from "cytoscape";
import { amount, type Entry, type SharedMap, setField, text } from "./document";
import { type Look, type Origins, paintOf, type Theme } from "./looks";
import { membersOf } from "./parts";
import { reachOf, type Sight, sightOf } from "./sight";
import { stylesOf } from "./styles";

/** Factors and links beyond which the picture itself is moved under the hand, and drawn anew when the hand rests. */
const MANY = 300;
/** Pixels of a picture's longer side; browsers draw no larger ones. */
const LONGEST = 8_000;
const SIGNS: Record<string, string> = { same: "+", opposite: "−", uncertain: "?" };

/** What is shown of a map, and how. */
export interface Shown {
  look: Look;
  theme: Theme;
  submap: string;
  origins: Origins;
  /** Kinds of factors (roles) and links (polarities) that are left out on this device. */
  without: ReadonlySet<string>;
}

export interface Drawing {
  cy: cytoscape.Core;
  sight: Sight;
  /** Draw what the document holds now. */
  draw(): void;
  /** Draw in another look. */
  restyle(): void;
  /** Return all that is shown as a picture (PNG). */
  picture(): Promise<Blob>;
}

/** Draw a map into an element and keep where people drag its factors. */
export function drawing(container: HTMLElement, map: SharedMap, shown: Shown): Drawing {
  noStyles();
  const cy = cytoscape({
    container,
    style: stylesOf(shown.theme),
    layout: { name: "preset" },
    maxZoom: 4,
    minZoom: 0.05,
  });
  keepPlaces(cy, map);
  const drawn = new Map<string, string>();
  const sight = sightOf(cy);
  const draw = (): void => {
    const before = cy.nodes().length;
    cy.batch(() => redraw(cy, map, shown, drawn));
    moveAsPicture(cy, drawn.size > MANY);
    if (cy.nodes().length > before) sight.grown();
  };
  const restyle = (): void => {
    container.style.background = shown.theme.ground;
    cy.style(stylesOf(shown.theme));
    draw();
  };
  const picture = (): Promise<Blob> => pictureOf(cy, shown.theme.ground);
  return { cy, sight, draw, restyle, picture };
}

function keepPlaces(cy: cytoscape.Core, map: SharedMap): void {
  cy.on("dragfree", "node", (event: cytoscape.EventObject) => {
    // Once for each of the factors that were dragged together.
    const { x, y } = (event.target as cytoscape.NodeSingular).position();
    const entry = map.factors.get(event.target.id());
    map.doc.transact(() => {
      setField(entry, "x", Math.round(x));
      setField(entry, "y", Math.round(y));
    });
  });
}

function pictureOf(cy: cytoscape.Core, bg: string): Promise<Blob> {
  const all = reachOf(cy);
  const longest = Math.max(all.right - all.left, all.bottom - all.top, 1);
  const scale = Math.min(2, LONGEST / longest);
  return cy.png({ full: true, output: "blob-promise", scale, bg });
}

/** Move the picture of a large map while it is dragged or zoomed, rather than draw all of it for each frame. */
function moveAsPicture(cy: cytoscape.Core, on: boolean): void {
  (cy as unknown as { renderer(): { textureOnViewport: boolean } }).renderer().textureOnViewport = on;
}

/** Our own styles hold the library's one rule; the page's policy would not let it write that itself. */
function noStyles(): void {
  const id = "__________cytoscape_stylesheet";
  if (document.getElementById(id)) return;
  const there = document.createElement("meta");
  there.id = id;
  document.head.append(there);
}

interface Wanted {
  data: Record<string, string | number>;
  position?: cytoscape.Position;
}

/** Bring what is drawn up to the document; what did not change since is not touched. */
function redraw(cy: cytoscape.Core, map: SharedMap, shown: Shown, drawn: Map<string, string>): void {
  const members = membersOf(map, shown.submap);
  const added: cytoscape.ElementDefinition[] = [];
  const left = new Set(drawn.keys());
  const bring = (key: string, wanted: Wanted): void => {
    left.delete(key);
    const told = JSON.stringify(wanted);
    if (drawn.get(key) === told) return;
    if (drawn.has(key)) update(cy.getElementById(key), wanted);
    else added.push({ group: wanted.position ? "nodes" : "edges", ...wanted });
    drawn.set(key, told);
  };
  for (const [key, entry] of map.factors) bring(key, factorOf(map, key, entry, shown, members));
  for (const [key, entry] of map.links) {
    const ends = [text(entry, "cause"), text(entry, "effect")];
    if (ends.every((end) => map.factors.has(end))) bring(key, linkOf(map, key, entry, shown));
  }
  for (const key of left) {
    cy.getElementById(key).remove();
    drawn.delete(key);
  }
  if (added.length > 0) cy.add(added);
}

function update(there: cytoscape.CollectionReturnValue, wanted: Wanted): void {
  const { source, target } = wanted.data;
  if (there.isEdge() && (there.data("source") !== source || there.data("target") !== target))
    there.move({ source: String(source), target: String(target) });
  there.data(wanted.data);
  if (wanted.position && !there.grabbed()) there.position(wanted.position);
}

function factorOf(map: SharedMap, id: string, entry: Entry, shown: Shown, members?: Set<string>): Wanted {
  const { theme, look, origins } = shown;
  const [colour, sign] = paintOf(map, id, entry, look, origins);
  const [fill, edge] = theme.tints[colour] ?? [theme.ground, theme.line];
  const role = text(entry, "role") || "ordinary";
  const note = text(entry, "note") ? " ✎" : "";
  return {
    data: {
      id,
      label: `${sign} ${text(entry, "name")}${note}`.trim(),
      role,
      fill,
      edge: role === "ordinary" || colour >= 0 ? edge : theme.strong,
      vulnerable: entry.get("vulnerable") === true ? 1 : 0,
      outside: (members && !members.has(id)) || shown.without.has(role) ? 1 : 0,
    },
    position: { x: amount(entry, "x"), y: amount(entry, "y") },
  };
}

function linkOf(map: SharedMap, id: string, entry: Entry, shown: Shown): Wanted {
  const { theme, look, origins } = shown;
  const polarity = (text(entry, "polarity") || "same") as "same" | "opposite" | "uncertain";
  const [colour, mark] = look.colours === "origin" ? paintOf(map, id, entry, look, origins) : [-1, ""];
  return {
    data: {
      id,
      source: text(entry, "cause"),
      target: text(entry, "effect"),
      polarity,
      sign: `${SIGNS[polarity] ?? ""} ${mark}`.trim(),
      strength: text(entry, "strength") || "medium",
      line: theme.tints[colour]?.[1] ?? theme[polarity],
      outside: shown.without.has(polarity) ? 1 : 0,
    },
  };
}
