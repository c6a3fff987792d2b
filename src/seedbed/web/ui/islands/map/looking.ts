// How a map is shown on this device: colours, contrast, which smaller map. Nobody else's drawing changes by it.
import { button, choice, offer, type Words } from "./controls";
import { type SharedMap, text } from "./document";
import type { Shown } from "./drawing";
import {
  type Colours,
  type Contrast,
  colourFor,
  type Look,
  type Paint,
  paintOfOrigin,
  paintOfSubsystem,
  ROLES,
} from "./looks";
import { byName } from "./parts";

const KEPT = "seedbed-map-look";
const COLOURS: readonly Colours[] = ["role", "subsystem", "origin"];
/** What can be left out: links by how they work, factors by what they are. */
const KINDS = ["same", "opposite", "uncertain", "outcome", "intervention", "ordinary"];
const CONTRASTS: readonly Contrast[] = ["device", "usual", "high", "dark"];

/** Return the look that was chosen on this device. */
export function keptLook(): Look {
  let kept: Partial<Look> = {};
  try {
    kept = (JSON.parse(localStorage.getItem(KEPT) ?? "{}") ?? {}) as Partial<Look>;
  } catch {
    // A device that keeps nothing, or something else under the name: as if nobody had chosen.
  }
  return {
    colours: COLOURS.find((each) => each === kept.colours) ?? "role",
    contrast: CONTRASTS.find((each) => each === kept.contrast) ?? "device",
  };
}

function keep(look: Look): void {
  try {
    localStorage.setItem(KEPT, JSON.stringify(look));
  } catch {
    // Without room on the device the look lasts as long as the page.
  }
}

export interface Looking {
  /** Offer the smaller maps that there are now. */
  refresh(): void;
}

export interface Changed {
  /** Return what is shown as a picture. */
  picture(): Promise<Blob>;
  look(look: Look): void;
  submap(key: string): void;
  /** Leave out these kinds of factors and links. */
  without(kinds: ReadonlySet<string>): void;
}

/** Put the choices of how a map is shown into a bar; they are there for everybody who may look. */
export function drawLooks(bar: HTMLElement, map: SharedMap, words: Words, start: string, changed: Changed): Looking {
  let look = keptLook();
  const choose = (more: Partial<Look>): void => {
    look = { ...look, ...more };
    keep(look);
    changed.look(look);
  };
  const [colours, colourList] = choice(words.colours, (value) => choose({ colours: value as Colours }));
  const [contrast, contrastList] = choice(words.contrast, (value) => choose({ contrast: value as Contrast }));
  const [submap, submapList] = choice(words.show, changed.submap);
  offer(
    colourList,
    COLOURS.map((each) => [each, words[`by_${each}`] ?? each] as const),
    look.colours,
  );
  offer(
    contrastList,
    CONTRASTS.map((each) => [each, words[`contrast_${each}`] ?? each] as const),
    look.contrast,
  );
  const save = button(words.picture, () => void changed.picture().then(download));
  bar.replaceChildren(colours, contrast, submap, kindsToShow(words, changed.without), save);
  let shown = start;
  submapList.addEventListener("change", () => {
    shown = submapList.value;
  });
  const refresh = (): void => {
    const there = byName(map.submaps).map(([key, entry]) => [key, text(entry, "name")] as const);
    submap.hidden = there.length === 0;
    offer(submapList, [["", words.all_of_it ?? ""], ...there], shown);
  };
  return { refresh };
}

/** Return a tick for each kind of factor and link; what is not ticked is left out. */
function kindsToShow(words: Words, without: Changed["without"]): HTMLFieldSetElement {
  const all = document.createElement("fieldset");
  all.className = "sb-system-map__kinds";
  const legend = document.createElement("legend");
  legend.textContent = words.kinds ?? "";
  all.append(legend);
  for (const kind of KINDS) {
    const label = document.createElement("label");
    const tick = document.createElement("input");
    tick.type = "checkbox";
    tick.value = kind;
    tick.checked = true;
    label.append(tick, ` ${words[`kind_${kind}`] ?? kind}`);
    all.append(label);
  }
  all.addEventListener("change", () => {
    const left = [...all.querySelectorAll("input")].filter((tick) => !tick.checked);
    without(new Set(left.map((tick) => tick.value)));
  });
  return all;
}

function download(picture: Blob): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(picture);
  link.download = "map.png";
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** Say below the drawing what its colours and marks mean. */
export function writeLegend(list: HTMLElement, map: SharedMap, words: Words, shown: Shown): void {
  const told = meanings(map, words, shown);
  list.hidden = told.length === 0;
  list.replaceChildren(
    ...told.map(([[colour, mark], meaning]) => {
      const item = document.createElement("li");
      const swatch = document.createElement("span");
      const [fill, edge] = shown.theme.tints[colour] ?? [shown.theme.ground, shown.theme.ink];
      swatch.className = "sb-system-map__swatch";
      swatch.style.background = fill;
      swatch.style.borderColor = edge;
      swatch.style.color = shown.theme.ink;
      swatch.textContent = mark;
      swatch.setAttribute("aria-hidden", "true");
      const name = document.createElement("bdi");
      name.textContent = meaning;
      item.append(swatch, name);
      return item;
    }),
  );
}

function meanings(map: SharedMap, words: Words, { look, origins }: Shown): [Paint, string][] {
  if (look.colours === "subsystem")
    return byName(map.subsystems).map(([, entry]) => [paintOfSubsystem(entry), text(entry, "name")]);
  if (look.colours === "origin")
    return Object.entries(origins.words).map(([kind, meaning]) => [paintOfOrigin(kind, origins), meaning]);
  return ROLES.map((role) => [[colourFor(role), ""], words[`means_${role}`] ?? role]);
}
