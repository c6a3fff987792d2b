// Factors whose names differ by case or spaces only, offered to be merged as soon as somebody has named the second.
import type { Words } from "./controls";
import { folded, type SharedMap, text } from "./document";

export interface AlikePages {
  factor: string;
  merge: string;
  edits: boolean;
  words: Words;
}

type Group = [string, string][];

const NO_KEY = "00000000-0000-0000-0000-000000000000";

/** Return factors that people read as the same, together; those without a name never are. */
export function alike(map: SharedMap): Group[] {
  const found = new Map<string, Group>();
  for (const [key, entry] of map.factors) {
    const name = text(entry, "name");
    const same = folded(name);
    if (same) found.set(same, [...(found.get(same) ?? []), [key, name]]);
  }
  return [...found.values()].filter((group) => group.length > 1);
}

let told = "";

/** Bring the list "Looks like the same" up to what is drawn; the site wrote what was there before. */
export function writeAlike(place: HTMLElement, map: SharedMap, pages: AlikePages): void {
  if (!told && map.factors.size === 0) return; // Nothing has come yet.
  const groups = alike(map).map((group) => group.toSorted(([one], [other]) => (one < other ? -1 : 1)));
  const now = JSON.stringify(groups);
  if (now === told) return;
  told = now;
  const list = document.createElement("ul");
  list.className = "nhsuk-list";
  list.setAttribute("aria-labelledby", "alike");
  list.append(...groups.map((group) => item(group, pages)));
  const heading = document.createElement("h2");
  heading.className = "nhsuk-heading-m";
  heading.id = "alike";
  heading.textContent = pages.words.alike ?? "";
  place.replaceChildren(...(groups.length > 0 ? [heading, list] : []));
}

function item(group: Group, pages: AlikePages): HTMLLIElement {
  const made = document.createElement("li");
  for (const [place, [key, name]] of group.entries())
    made.append(place > 0 ? " · " : "", linkTo(pages.factor.replace(NO_KEY, key), name));
  const query = group.map(([key]) => `factor=${key}`).join("&");
  const words = (pages.words.merge ?? "").replace("{name}", group[0]?.[1] ?? "");
  if (pages.edits) made.append(": ", linkTo(`${pages.merge}?${query}`, words));
  return made;
}

function linkTo(address: string, words: string): HTMLAnchorElement {
  const made = document.createElement("a");
  made.href = address;
  made.dir = "auto";
  made.textContent = words;
  return made;
}
