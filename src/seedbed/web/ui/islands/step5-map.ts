// A system map that several people draw at once: here, and in the lists of everybody who has the page open.
import * as Y from "yjs";
import { writeAlike } from "./map/alike";
import { type Arranging, drawArranging } from "./map/arranging";
import { type Choices, showChosen } from "./map/chosen";
import { connect, type Place } from "./map/connection";
import type { Words } from "./map/controls";
import { newDocument, text } from "./map/document";
import { drawing, type Shown } from "./map/drawing";
import { drawFind } from "./map/finding";
import { waitForKeeping } from "./map/leaving";
import { writeLists } from "./map/lists";
import { drawLooks, keptLook, writeLegend } from "./map/looking";
import { NO_ORIGINS, type Origins, themeOf } from "./map/looks";
import { closeMenus } from "./map/menus";
import { drawSight, listenToKeys } from "./map/moving";
import { drawTools, takeOffChosen } from "./map/tools";
import { element, readData } from "./shared/data";

interface Data extends Place {
  factor: string;
  merge: string;
  link: string;
  origins: string;
  tidied: string;
  submap: string;
  words: Words;
  choices: Choices;
}

const NO_KEY = "00000000-0000-0000-0000-000000000000";

const data = readData<Data>("system-map-data");
const { words } = data;
const status = element("system-map-status", HTMLElement);
const said = element("system-map-said", HTMLElement);
const people = element("system-map-people", HTMLElement);
const tools = element("system-map-tools", HTMLElement);
const legend = element("system-map-legend", HTMLElement);
const more = element("system-map-arranging", HTMLDetailsElement);
const container = element("system-map-drawing", HTMLElement);
const alikeHere = element("system-map-alike", HTMLElement);
const empty = element("system-map-empty", HTMLElement);
const map = newDocument();
const whole = element("system-map", HTMLElement);
whole.hidden = false;
closeMenus([...document.querySelectorAll<HTMLDetailsElement>("details.sb-menu")]);

const look = keptLook();
const shown: Shown = {
  look,
  theme: themeOf(look, container),
  submap: data.submap,
  origins: NO_ORIGINS,
  without: new Set(),
};
const drawn = drawing(container, map, shown);
const { cy, sight } = drawn;
const parts = [map.factors, map.links, map.subsystems, map.submaps, map.layouts];
const undo = new Y.UndoManager(parts);

/** Answer whoever pressed a button; apart from how the connection is, which would replace it at once. */
function say(told: string): void {
  said.textContent = told;
}

const looks = drawLooks(element("system-map-looks", HTMLElement), map, words, data.submap, {
  picture: drawn.picture,
  look(chosen) {
    shown.look = chosen;
    restyle();
    if (chosen.colours === "origin") void askOrigins();
  },
  submap(key) {
    shown.submap = key;
    draw();
    requestAnimationFrame(sight.showAll);
  },
  without(kinds) {
    shown.without = kinds;
    say(kinds.size > 0 ? (words.some_hidden ?? "") : "");
    draw();
  },
});

/** Choose a factor or link, drawn by now or just added. */
function choose(key: string): void {
  drawn.draw();
  cy.elements().unselect();
  cy.getElementById(key).select();
}

const takeOff = (): void => {
  undo.stopCapturing(); // What was added a moment before stays when this is undone.
  takeOffChosen({ map, cy, words, say });
};
const chosen = showChosen({
  panel: element("system-map-chosen", HTMLElement),
  help: element("system-map-help", HTMLElement),
  map,
  cy,
  words,
  choices: data.choices,
  say,
  drawn(key) {
    drawn.draw();
    sight.reveal(key);
  },
  takeOff,
  pageOf,
});
drawSight(element("system-map-sight", HTMLElement), whole, sight, words);
drawFind({
  place: element("system-map-find", HTMLElement),
  map,
  words,
  say,
  show(key) {
    choose(key);
    sight.show(key);
  },
});
listenToKeys({ container, map, cy, sight, takeOff, undo: () => undo.undo(), redo: () => undo.redo() });
let arranging: Arranging | undefined;

let asked = false;
/** Draw once for all that came since the last frame. */
function draw(): void {
  if (asked) return;
  asked = true;
  requestAnimationFrame(() => {
    asked = false;
    drawn.draw();
    // Until something has come, the lists that the site wrote say more than an empty document.
    if (map.factors.size > 0 || provider.synced) writeLists(map, data, shown.submap);
    empty.hidden = map.factors.size > 0 || !provider.synced;
    writeAlike(alikeHere, map, data);
    writeLegend(legend, map, words, shown);
    looks.refresh();
    chosen.refresh();
    arranging?.refresh();
    status.dataset.factors = String(map.factors.size);
    status.dataset.links = String(map.links.size);
  });
}
for (const part of parts) part.observeDeep(draw);

/** Draw in the look that is chosen, or that the device asks for by now. */
function restyle(): void {
  shown.theme = themeOf(shown.look, container);
  drawn.restyle();
  draw();
}
for (const asks of ["(forced-colors: active)", "(prefers-contrast: more)"])
  matchMedia(asks).addEventListener("change", restyle);
restyle();

async function askOrigins(): Promise<void> {
  try {
    const answer = await fetch(data.origins);
    if (answer.ok) shown.origins = (await answer.json()) as Origins;
  } catch {
    // Without a network the map keeps the origins that it had.
  }
  draw();
}
if (look.colours === "origin") void askOrigins();

function pageOf(key: string): string {
  return (map.links.has(key) ? data.link : data.factor).replace(NO_KEY, key);
}

function mayEdit(edits: boolean): void {
  cy.autoungrabify(!edits);
  more.hidden = !edits;
  if (!edits) {
    tools.replaceChildren();
    arranging = undefined;
  } else if (!arranging) {
    const shared = { map, cy, undo, words, say, showAll: sight.showAll };
    const added = (key: string): void => {
      choose(key);
      if (map.factors.has(key)) sight.reveal(key);
    };
    drawTools({ ...shared, tools, choose: added });
    const place = more.querySelector<HTMLElement>(".sb-system-map__tools");
    if (place) arranging = drawArranging({ ...shared, tools: place, tidied: data.tidied });
  }
  chosen.refresh();
}

const leaving = waitForKeeping(
  () => status.dataset.connected === "true" && status.dataset.waiting !== "0",
  () => say(words.keeping ?? ""),
);

const provider = connect(map, data, {
  mayEdit,
  state(connected, waiting) {
    status.dataset.connected = String(connected);
    status.dataset.waiting = String(waiting);
    const kept = waiting === 0 ? words.kept : words.keeping;
    status.textContent = (connected ? kept : words.offline) ?? "";
    leaving.kept();
  },
  over(why) {
    status.textContent = `${why} ${words.again ?? ""}`;
    status.dataset.over = "true";
  },
  changed() {
    if (shown.look.colours === "origin") void askOrigins();
  },
  people(names) {
    people.textContent = names.length > 0 ? `${words.here ?? ""} ${names.join(", ")}` : "";
  },
});
provider.on("sync", draw);
mayEdit(data.edits);
// For whoever wants to look at the page's own state, such as its tests.
Object.assign(window, { systemMap: { map, cy, undo, provider, text } });
