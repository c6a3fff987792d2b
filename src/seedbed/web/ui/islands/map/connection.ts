// The connection to the site: a ticket opens it, and the site says how much of what was drawn is kept.
import * as decoding from "lib0/decoding";
import { IndexeddbPersistence } from "y-indexeddb";
import { WebsocketProvider } from "y-websocket";
import { formToken } from "../shared/data";
import type { SharedMap } from "./document";

const OURS = 100;
const PROTOCOL = "seedbed-map";

export interface Place {
  map: number;
  live: string;
  ticket: string;
  person: string;
  edits: boolean;
}

export interface Heard {
  /** How the connection is, and how many changes are not on the site's disk yet. */
  state(connected: boolean, waiting: number): void;
  /** Whether drawing is taken from here. */
  mayEdit(edits: boolean): void;
  /** The site does not take what this copy holds, or the role here has ended. */
  over(why: string): void;
  /** What people said of the map, or where it comes from, is no longer what the page has. */
  changed(what: string): void;
  /** Who else is here, by name. */
  people(names: string[]): void;
}

interface Told {
  kept?: number;
  may_edit?: boolean;
  reset?: string;
  why?: string;
  closed?: string;
  changed?: string;
}

/** Keep a document on this device and the same as everybody's; return the connection and a way to let go of both. */
export function connect(map: SharedMap, place: Place, heard: Heard): WebsocketProvider {
  const kept = new IndexeddbPersistence(`seedbed-map-${place.map}`, map.doc);
  const address = `${location.origin.replace(/^http/, "ws")}${place.live}`;
  const provider = new WebsocketProvider(address, String(place.map), map.doc, { connect: false, disableBc: true });
  let sent = 0;
  let stored = 0;
  const tell = (): void => heard.state(provider.wsconnected, Math.max(0, sent - stored));

  map.doc.on("update", (_update: Uint8Array, origin: unknown) => {
    if (origin === provider || origin === kept) return;
    sent += 1;
    tell();
  });
  provider.messageHandlers[OURS] = (_encoder, decoder) => {
    const told = JSON.parse(decoding.readVarString(decoder)) as Told;
    if (told.kept !== undefined) stored = told.kept;
    if (told.may_edit !== undefined) heard.mayEdit(told.may_edit);
    if (told.changed !== undefined) heard.changed(told.changed);
    const over = told.closed ?? told.why;
    if (over !== undefined) {
      provider.disconnect();
      void (told.reset ? kept.clearData() : Promise.resolve()).then(() => heard.over(over));
    }
    tell();
  };
  provider.on("status", ({ status }: { status: string }) => {
    // The site asks once for all that it lacks; the answer is the first thing that it counts.
    if (status === "connected") [sent, stored] = [1, 0];
    tell();
  });
  provider.on("connection-close", () => void renew(provider, place));
  tellOnlyOfOurselves(provider);
  provider.awareness.setLocalStateField("user", { name: place.person });
  provider.awareness.on("change", () => heard.people(names(provider)));
  // What this device kept must be there before the two copies are compared; the ticket is fetched meanwhile.
  void Promise.all([kept.whenSynced, renew(provider, place)]).then(() => provider.connect());
  return provider;
}

async function renew(provider: WebsocketProvider, place: Place): Promise<void> {
  try {
    const answer = await fetch(place.ticket, { method: "POST", headers: { "X-CSRFToken": formToken() } });
    if (!answer.ok) return;
    const told = (await answer.json()) as { ticket: string };
    provider.protocols = [PROTOCOL, told.ticket];
  } catch {
    // Without a network it is tried again when the next attempt to connect has failed.
  }
}

/** The library also repeats what others say of themselves; with many people that is most of what is sent. */
function tellOnlyOfOurselves(provider: WebsocketProvider): void {
  const usual = provider._awarenessUpdateHandler;
  provider.awareness.off("update", usual);
  provider.awareness.on("update", (changed: Parameters<typeof usual>[0], origin: unknown) => {
    if (origin === "local" || origin === "timeout") usual(changed, origin);
  });
}

function names(provider: WebsocketProvider): string[] {
  const others = [...provider.awareness.getStates()].filter(([copy]) => copy !== provider.doc.clientID);
  const told = others.map(([, state]) => (state.user as { name?: unknown } | undefined)?.name);
  return [...new Set(told.filter((name): name is string => typeof name === "string"))].sort();
}
