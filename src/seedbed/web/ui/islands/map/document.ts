// The shared document of a system map in the browser: the same six maps that the site checks and keeps.
import * as Y from "yjs";
import { freePlace, type Place } from "./places";

export type Polarity = "same" | "opposite" | "uncertain";
export type Entry = Y.Map<unknown>;

export interface SharedMap {
  doc: Y.Doc;
  factors: Y.Map<Entry>;
  links: Y.Map<Entry>;
  subsystems: Y.Map<Entry>;
  submaps: Y.Map<Entry>;
  layouts: Y.Map<Entry>;
}

/** Return a document with nothing on it yet. */
export function newDocument(): SharedMap {
  const doc = new Y.Doc();
  const part = (name: string): Y.Map<Entry> => doc.getMap(name);
  return {
    doc,
    factors: part("factors"),
    links: part("links"),
    subsystems: part("subsystems"),
    submaps: part("submaps"),
    layouts: part("layouts"),
  };
}

export function text(entry: Entry | undefined, field: string): string {
  const value = entry?.get(field);
  return typeof value === "string" ? value : "";
}

export function amount(entry: Entry | undefined, field: string): number {
  const value = entry?.get(field);
  return typeof value === "number" ? value : 0;
}

/** Return a name as people compare it: in any case and with any spaces it is the same. */
export function folded(name: string): string {
  return name.normalize("NFKC").toLowerCase().trim().replaceAll(/\s+/g, " ");
}

/** Put a factor at a place, or where there is room, and return its key. */
export function addFactor(map: SharedMap, name: string, place?: Place): string {
  const key = crypto.randomUUID();
  const taken = [...map.factors.values()].map((entry) => [amount(entry, "x"), amount(entry, "y")] as const);
  const [x, y] = place ?? freePlace(taken);
  const made: Entry = new Y.Map<unknown>([
    ["name", name],
    ["x", x],
    ["y", y],
  ]);
  map.factors.set(key, made);
  return key;
}

/** Draw a link between two factors and return its key. */
export function addLink(map: SharedMap, cause: string, effect: string, polarity: Polarity): string {
  const key = crypto.randomUUID();
  const made: Entry = new Y.Map<unknown>([
    ["cause", cause],
    ["effect", effect],
    ["polarity", polarity],
  ]);
  map.links.set(key, made);
  return key;
}

/** Set one field of a factor or link, unless it is as it should be. */
export function setField(entry: Entry | undefined, field: string, value: string | number): void {
  if (entry && entry.get(field) !== value) entry.set(field, value);
}

/** Take a factor off with the links at it, or a link. */
export function remove(map: SharedMap, key: string): void {
  map.doc.transact(() => {
    map.factors.delete(key);
    for (const [link, entry] of [...map.links]) {
      if (link === key || text(entry, "cause") === key || text(entry, "effect") === key) map.links.delete(link);
    }
  });
}
