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

const order = new Intl.Collator(document.documentElement.lang || undefined);

/** Bring both lists up to what the document holds; entries that stay keep what the site wrote beside them. */
export function writeLists(map: SharedMap, pages: Pages, submap: string): void {
  const members = membersOf(map, submap);
  const shown = (key: string): boolean => map.factors.has(key) && (members?.has(key) ?? true);
  const byName = (a: [string, string], b: [string, string]): number => order.compare(a[1], b[1]);
  const there = [...map.factors].filter(([key]) => shown(key));
  const factors = there.map(([key, entry]): [string, string] => [
    key,
    text(entry, "name") || (pages.words.unnamed ?? ""),
  ]);
  write("factors", pages.factor, factors.sort(byName));
  const links = [...map.links].filter(([, entry]) => shown(text(entry, "cause")) && shown(text(entry, "effect")));
  write(
    "links",
    pages.link,
    links.map(([key, entry]): [string, string] => [key, sentence(map, entry, pages.words)]).sort(byName),
  );
}

function sentence(map: SharedMap, entry: Entry, words: Words): string {
  const end = (name: string): string => text(map.factors.get(text(entry, name)), "name") || (words.unnamed ?? "");
  const does = words[`does_${text(entry, "polarity") || "same"}`] ?? "";
  return `${end("cause")} ${does} ${end("effect")}`;
}

/** Items that stood in a list before, by address: they come back as they were, with what the site wrote beside them. */
const known = new Map<string, Element>();
const written = new Map<string, string>();

function write(part: string, page: string, wanted: [string, string][]): void {
  const told = JSON.stringify(wanted);
  if (written.get(part) === told) return;
  const list = listOf(part, wanted.length > 0);
  if (!list) return;
  written.set(part, told);
  for (const item of list.children) known.set(item.querySelector("a")?.getAttribute("href") ?? "", item);
  const items = wanted.map(([key, words]) => {
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
