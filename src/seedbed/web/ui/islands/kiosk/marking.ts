// Show where: on the map, or from the list of places, which does the same for who cannot see or touch the map.
import type { Geometry } from "geojson";
import { button, choice, group, h, paragraph, selection, show, tell, textBox } from "../shared/form-screen";
import { language, say, sayOwn } from "../shared/form-words";
import { Drawing, type KioskMap, type Tool } from "./drawing";
import { onward, removal } from "./giving";
import { type Kiosk, type Mark, type Place, plainLanguage, type Visit } from "./visit";

const TOOLS: readonly Tool[] = ["pin", "line", "area", "free"];
const MOST_FOUND = 8;
const MOST_MARKS = 50;
const LONGEST_LABEL = 200;
const NEAR = 4; // times as large as the whole map

/** What a mark is called in lists. */
export function markName(mark: Mark, place: number): string {
  const number = say("mark_number", { number: place + 1 });
  const told = [mark.category ? sayOwn("categories", mark.category) : "", mark.label].filter(Boolean);
  return told.length > 0 ? `${number}: ${told.join(", ")}` : number;
}

export function marking(kiosk: Kiosk, visit: Visit): void {
  const list = h("div", {});
  const full = h("p", { class: "nhsuk-error-message", role: "alert" });
  let drawing: Drawing | null = null;
  let allKept = true;
  const fill = () => {
    full.replaceChildren();
    drawing?.show(visit.marks.map((each) => each.geometry));
    list.replaceChildren(...visit.marks.map((each, place) => one(kiosk, visit, each, place, fill)));
    tell(visit.marks.length > 0 ? say("marked", { count: visit.marks.length }) : "");
  };
  const add = (geometry: Geometry, label = "", place: number | null = null) => {
    allKept = visit.marks.length < MOST_MARKS;
    if (allKept) {
      visit.marks.push({ geometry, label: [...label].slice(0, LONGEST_LABEL).join(""), category: "", place });
    }
    fill();
    if (!allKept) {
      full.replaceChildren(say("marks_full", { count: MOST_MARKS }));
      full.scrollIntoView({ block: "nearest" });
    }
  };
  const map = kiosk.ground?.map;
  if (map) {
    drawing = new Drawing(map, language(), add);
  }
  const chosen = (place: Place, name: string) => {
    add({ type: "Point", coordinates: place.at }, name, place.place);
    drawing?.lookAt(place.at, NEAR);
  };
  const finish = () => {
    allKept = true;
    drawing?.finish();
    return allKept;
  };
  show(
    say("map_title"),
    drawing && map ? h("div", {}, ...mapParts(kiosk, drawing, map)) : null,
    full,
    placeList(kiosk.ground?.places ?? [], chosen),
    list,
    onward(kiosk, visit, finish),
  );
  fill();
}

function one(kiosk: Kiosk, visit: Visit, mark: Mark, place: number, changed: () => void): HTMLElement {
  const called = textBox(
    say("mark_label", { number: place + 1 }),
    mark.label,
    (label) => {
      mark.label = label;
    },
    { attributes: { maxlength: LONGEST_LABEL, autocomplete: "off" } },
  );
  const remove = removal(say("mark_number", { number: place + 1 }), () => {
    visit.marks = visit.marks.filter((each) => each !== mark);
    changed();
  });
  const stickers = (kiosk.phone.about?.categories ?? []).map((each) => [each, sayOwn("categories", each)] as const);
  const kind =
    stickers.length > 0
      ? selection(say("mark_kind", { number: place + 1 }), [["", say("none")], ...stickers], mark.category, (value) => {
          mark.category = value;
        })
      : null;
  return h("div", { class: "sb-kiosk-mark" }, called, kind, remove);
}

function mapParts(kiosk: Kiosk, drawing: Drawing, map: KioskMap): HTMLElement[] {
  const finish = button(say("finish"), () => drawing.finish(), "secondary");
  finish.hidden = true;
  const tools = choice(
    say("tools"),
    TOOLS.map((tool) => [tool, say(tool)] as const),
    drawing.tool,
    (tool) => {
      drawing.finish();
      drawing.tool = tool as Tool;
      finish.hidden = tool !== "line" && tool !== "area";
    },
  );
  tools.classList.add("sb-kiosk-tools");
  const holder = h("div", {
    class: "sb-kiosk-map",
    tabindex: 0,
    role: "application",
    "aria-label": say("map_label", { place: kiosk.phone.about?.place ?? "" }),
  });
  holder.append(drawing.picture);
  holder.addEventListener("keydown", (event) => {
    if (press(drawing, event.key)) {
      event.preventDefault();
    }
  });
  drawing.zoom(1);
  const credit = kiosk.ground?.credit ?? "";
  return [
    tools,
    paragraph(say("map_hint")),
    holder,
    controls(drawing, finish),
    ...(map && credit ? [h("p", { class: "sb-hint", lang: "en", dir: "ltr" }, credit)] : []),
  ];
}

/** Do what a key on the map means; return whether it means anything. */
function press(drawing: Drawing, key: string): boolean {
  const means: Record<string, () => void> = {
    ArrowLeft: () => drawing.pan(-0.5, 0),
    ArrowRight: () => drawing.pan(0.5, 0),
    ArrowUp: () => drawing.pan(0, -0.5),
    ArrowDown: () => drawing.pan(0, 0.5),
    "+": () => drawing.zoom(2),
    "=": () => drawing.zoom(2),
    "-": () => drawing.zoom(0.5),
    Enter: () => drawing.put(drawing.middle()),
    " ": () => drawing.put(drawing.middle()),
  };
  means[key]?.();
  return key in means;
}

function controls(drawing: Drawing, finish: HTMLElement): HTMLElement {
  const small = (name: string, sign: string, act: () => void) => {
    const made = h(
      "button",
      { type: "button", class: "nhsuk-button nhsuk-button--secondary sb-kiosk-control", "aria-label": say(name) },
      sign,
    );
    made.addEventListener("click", act);
    return made;
  };
  return h(
    "div",
    {},
    h(
      "div",
      { class: "sb-kiosk-controls", dir: "ltr" },
      small("closer", "+", () => drawing.zoom(2)),
      small("farther", "−", () => drawing.zoom(0.5)),
      small("left", "←", () => drawing.pan(-1, 0)),
      small("up", "↑", () => drawing.pan(0, -1)),
      small("down", "↓", () => drawing.pan(0, 1)),
      small("right", "→", () => drawing.pan(1, 0)),
    ),
    group(
      button(say("put_here"), () => drawing.put(drawing.middle()), "secondary"),
      finish,
    ),
  );
}

function placeList(places: readonly Place[], chosen: (place: Place, name: string) => void): HTMLElement {
  const found = h("div", { role: "status" });
  const named = (place: Place) => place.names[plainLanguage()] ?? place.name;
  const look = (text: string) => {
    const asked = text.trim().toLocaleLowerCase(language());
    const fits = (place: Place) =>
      [place.name, ...Object.values(place.names)].some((each) => each.toLocaleLowerCase().includes(asked));
    const some = asked.length > 1 ? places.filter(fits).slice(0, MOST_FOUND) : [];
    const buttons = some.map((place) => button(named(place), () => chosen(place, named(place)), "secondary"));
    const nothing = asked.length > 1 && some.length === 0 ? [paragraph(say("no_place"))] : [];
    found.replaceChildren(...buttons, ...nothing);
  };
  return h(
    "div",
    { class: "sb-kiosk-places" },
    h("h2", { class: "nhsuk-heading-m" }, say("place_list")),
    textBox(say("find_place"), "", look, { attributes: { autocomplete: "off" } }),
    found,
  );
}
