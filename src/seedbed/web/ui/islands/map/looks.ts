// How a map looks: what its colours stand for, and on which ground. A colour never stands without a mark or a shape.
import { amount, type Entry, type SharedMap, text } from "./document";

export type Colours = "role" | "subsystem" | "origin";
export type Contrast = "device" | "usual" | "high" | "dark";

/** Who says so: of each factor and link what weighs most, and the sign and words of each kind of origin. */
export interface Origins {
  origins: Readonly<Record<string, string>>;
  symbols: Readonly<Record<string, string>>;
  words: Readonly<Record<string, string>>;
}

export const NO_ORIGINS: Origins = { origins: {}, symbols: {}, words: {} };

export interface Look {
  colours: Colours;
  contrast: Contrast;
}

export interface Theme {
  ground: string;
  ink: string;
  line: string;
  strong: string;
  same: string;
  opposite: string;
  uncertain: string;
  chosen: string;
  /** Letters on what is chosen. */
  onChosen: string;
  /** Fill and edge of each colour; none where only marks tell. */
  tints: readonly (readonly [string, string])[];
  /** How much thicker lines are. */
  thicker: number;
}

/** Of each colour that a subsystem can have, by its number; pages write the same. */
export const MARKS = ["●", "■", "▲", "◆", "★", "✚", "▼", "◐"];
export const ROLES = ["outcome", "intervention"];
const COLOUR_OF: Record<string, number> = {
  residents: 0,
  professionals: 3,
  data: 2,
  expert: 7,
  imported: 6,
  outcome: 0,
  intervention: 1,
};

const USUAL: Theme = {
  ground: "#ffffff",
  ink: "#212b32",
  line: "#4c6272",
  strong: "#005eb8",
  same: "#007f3b",
  opposite: "#d5281b",
  uncertain: "#4c6272",
  chosen: "#ffeb3b",
  onChosen: "#212b32",
  tints: [
    ["#d2e4f7", "#005eb8"],
    ["#d5ecd9", "#007f3b"],
    ["#ffe0c2", "#a34700"],
    ["#e6dcf2", "#5b2c91"],
    ["#fbd9e6", "#9b1b56"],
    ["#fff3b0", "#7a5d00"],
    ["#cdeff0", "#00616b"],
    ["#dfe4e8", "#425563"],
  ],
  thicker: 0,
};
const DARK: Theme = {
  ground: "#10161a",
  ink: "#ffffff",
  line: "#aeb7bd",
  strong: "#8cc4ff",
  same: "#6fd694",
  opposite: "#ff9d91",
  uncertain: "#c4ccd1",
  chosen: "#6b5900",
  onChosen: "#ffffff",
  tints: [
    ["#003a73", "#8cc4ff"],
    ["#00512a", "#6fd694"],
    ["#7a3500", "#ffc18a"],
    ["#43206b", "#cdb0f0"],
    ["#701040", "#f7a6c8"],
    ["#5c4700", "#ffe169"],
    ["#004a52", "#79dbe0"],
    ["#36444f", "#c4ccd1"],
  ],
  thicker: 0,
};

/** Return a look in two colours: what is meant by colour elsewhere, marks, signs and kinds of lines tell alone. */
function inTwoColours(ink: string, ground: string, chosen: string, onChosen: string): Theme {
  const lines = { line: ink, strong: ink, same: ink, opposite: ink, uncertain: ink };
  return { ground, ink, ...lines, chosen, onChosen, tints: [], thicker: 1 };
}

/** Return the theme of a look; as the device asks, unless somebody chose. */
export function themeOf(look: Look, probe: HTMLElement): Theme {
  if (matchMedia("(forced-colors: active)").matches) {
    // What is drawn does not take part in the device's own colours: they are asked for.
    const own = (colour: string): string => {
      probe.style.color = colour;
      const found = getComputedStyle(probe).color;
      probe.style.removeProperty("color");
      return found;
    };
    return inTwoColours(own("CanvasText"), own("Canvas"), own("Highlight"), own("HighlightText"));
  }
  const asked = look.contrast === "device" ? wanted() : look.contrast;
  if (asked === "dark") return DARK;
  return asked === "high" ? inTwoColours("#000000", "#ffffff", "#ffeb3b", "#000000") : USUAL;
}

function wanted(): Contrast {
  return matchMedia("(prefers-contrast: more)").matches ? "high" : "usual";
}

/** A colour by its number, -1 for none, with the mark that says the same. */
export type Paint = [colour: number, mark: string];

/** Return how a factor or link is painted in a look. */
export function paintOf(map: SharedMap, key: string, entry: Entry, look: Look, origins: Origins): Paint {
  if (look.colours === "subsystem") {
    const subsystem = map.subsystems.get(text(entry, "subsystem"));
    return subsystem ? paintOfSubsystem(subsystem) : [-1, ""];
  }
  if (look.colours === "origin") return paintOfOrigin(origins.origins[key] ?? "", origins);
  return [colourFor(text(entry, "role")), ""];
}

export function paintOfSubsystem(subsystem: Entry): Paint {
  const colour = amount(subsystem, "colour");
  return [colour, MARKS[colour] ?? ""];
}

export function paintOfOrigin(kind: string, origins: Origins): Paint {
  return [colourFor(kind), origins.symbols[kind] ?? ""];
}

/** Return the number of the colour that stands for an origin or a role. */
export function colourFor(name: string): number {
  return COLOUR_OF[name] ?? -1;
}
