// What divides a map and lays it out: subsystems, submaps and layouts. None of them changes what the map says.
import * as Y from "yjs";
import { amount, type Entry, type SharedMap, setField, text } from "./document";
import type { Place } from "./places";

export const COLOURS = 8;

/** Return the entries of a part by name. */
export function byName(part: Y.Map<Entry>): [string, Entry][] {
  return [...part].sort((a, b) => text(a[1], "name").localeCompare(text(b[1], "name")));
}

/** Name a subsystem in a colour that is not taken, as far as there is one, put factors into it and return its key. */
export function addSubsystem(map: SharedMap, name: string, factors: string[]): string {
  const taken = new Set([...map.subsystems.values()].map((entry) => amount(entry, "colour")));
  const free = Array.from({ length: COLOURS }, (_, colour) => colour).find((colour) => !taken.has(colour));
  const key = crypto.randomUUID();
  map.doc.transact(() => {
    map.subsystems.set(key, entryOf({ name, colour: free ?? map.subsystems.size % COLOURS }));
    join(map, key, factors);
  });
  return key;
}

/** Put factors into a subsystem, or into none. */
export function join(map: SharedMap, subsystem: string, factors: string[]): void {
  map.doc.transact(() => {
    for (const key of factors) setField(map.factors.get(key), "subsystem", subsystem);
  });
}

/** Name some factors, to be shown alone, and return the submap's key. */
export function addSubmap(map: SharedMap, name: string, factors: string[]): string {
  const key = crypto.randomUUID();
  const members = new Y.Map<boolean>(factors.map((factor): [string, boolean] => [factor, true]));
  map.submaps.set(key, entryOf({ name, factors: members }));
  return key;
}

/** Return the factors of a submap that are on the map, or undefined where all are to be shown. */
export function membersOf(map: SharedMap, submap: string): Set<string> | undefined {
  const held = map.submaps.get(submap)?.get("factors");
  if (!(held instanceof Y.Map)) return undefined;
  return new Set([...held.keys()].filter((key) => map.factors.has(key)));
}

/** Keep under a name where the factors stand now. */
export function keepLayout(map: SharedMap, name: string): void {
  const places = new Y.Map<Place>();
  for (const [key, entry] of map.factors) places.set(key, [amount(entry, "x"), amount(entry, "y")]);
  map.layouts.set(crypto.randomUUID(), entryOf({ name, places }));
}

/** Put the factors where a layout has them, in one step. */
export function useLayout(map: SharedMap, layout: string): void {
  const held = map.layouts.get(layout)?.get("places");
  if (held instanceof Y.Map) place(map, held as Y.Map<Place>);
}

/** Put factors where they are told to stand, in one step. */
export function place(map: SharedMap, places: Iterable<[string, Place]>): void {
  map.doc.transact(() => {
    for (const [key, [x, y]] of places) {
      setField(map.factors.get(key), "x", x);
      setField(map.factors.get(key), "y", y);
    }
  });
}

function entryOf(fields: Record<string, unknown>): Entry {
  return new Y.Map<unknown>(Object.entries(fields));
}
