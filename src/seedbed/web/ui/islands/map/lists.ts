// The lists below the drawing follow what everybody draws, so that they say the same at every moment.
import type { Words } from "./controls";
import { type Entry, type SharedMap, text } from "./document";
import { membersOf } from "./parts";

interface Pages {
  map: number;
  factor: string;
  link: string;
  words: Words;
}

const NO_KEY = "00000000-0000-0000-0000-000000000000";

interface Line {
  key: string;
  words: string;
  /** What it stands in the list by. */
  by: readonly string[];
}

/** Compare lines as the site does, so that a list stays as it came. */
function inOrder(one: Line, other: Line): number {
  const [a, b] = [
    [...one.by, one.key],
    [...other.by, other.key],
  ];
  const at = a.findIndex((each, place) => each !== b[place]);
  return at < 0 ? 0 : (a[at] ?? "") < (b[at] ?? "") ? -1 : 1;
}

/** Bring both lists up to what the document holds; entries that stay keep what the site wrote beside them. */
export function writeLists(map: SharedMap, pages: Pages, submap: string): void {
  const members = membersOf(map, submap);
  const shown = (key: string): boolean => map.factors.has(key) && (members?.has(key) ?? true);
  const named = (key: string): string => text(map.factors.get(key), "name");
  const factors = [...map.factors.keys()].filter(shown).map((key): Line => {
    const name = named(key);
    return { key, words: name || (pages.words.unnamed ?? ""), by: [name.toLowerCase()] };
  });
  write("factors", pages.factor, factors.sort(inOrder));
  const links: Line[] = [];
  for (const [key, entry] of map.links) {
    const [cause, effect] = [text(entry, "cause"), text(entry, "effect")];
    if (!shown(cause) || !shown(effect)) continue;
    const names = [named(cause), named(effect)];
    links.push({ key, words: sentence(names, entry, pages.words), by: names.map((name) => name.toLowerCase()) });
  }
  write("links", pages.link, links.sort(inOrder));
}

function sentence(names: readonly string[], entry: Entry, words: Words): string {
  const does = words[`does_${text(entry, "polarity") || "same"}`] ?? "";
  const [cause, effect] = names.map((name) => name || (words.unnamed ?? ""));
  return `${cause} ${does} ${effect}`;
}

/** Items that stood in a list before, by address: they come back as they were, with what the site wrote beside them. */
const known = new Map<string, Element>();
const written = new Map<string, string>();

function write(part: string, page: string, wanted: readonly Line[]): void {
  const told = JSON.stringify(wanted);
  if (written.get(part) === told) return;
  const list = listOf(part, wanted.length > 0);
  if (!list) return;
  written.set(part, told);
  for (const item of list.children) known.set(item.querySelector("a")?.getAttribute("href") ?? "", item);
  const items = wanted.map(({ key, words }) => {
    const address = page.replace(NO_KEY, key);
    const item = known.get(address) ?? newItem(address);
    const link = item.querySelector("a");
    if (link && link.textContent?.replaceAll(/\s+/g, " ").trim() !== words) link.textContent = words;
    return item;
  });
  if (items.length !== list.children.length || items.some((item, place) => list.children[place] !== item))
    list.replaceChildren(...items);
}

function newItem(address: string): HTMLLIElement {
  const item = document.createElement("li");
  const link = document.createElement("a");
  link.href = address;
  link.dir = "auto";
  item.append(link);
  return item;
}

function listOf(part: string, make: boolean): Element | null {
  const there = document.querySelector(`.sb-system-map__${part}`);
  if (there || !make) return there;
  const heading = document.getElementById(part);
  const list = document.createElement("ul");
  list.className = `nhsuk-list sb-system-map__${part}`;
  list.setAttribute("aria-labelledby", part);
  const nothing = heading?.parentElement?.querySelector(":scope > p:last-child");
  if (nothing && !nothing.querySelector("a")) nothing.replaceWith(list);
  else heading?.parentElement?.append(list);
  return list;
}
