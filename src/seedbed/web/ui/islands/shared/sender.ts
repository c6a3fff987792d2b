// Sends what waits, in order, whenever there is a network. Two tabs never send at once.

import type { Medium } from "./capture";
import { ask, type Device, deviceOf, problemIn, read } from "./device";
import type { Outbox, Problem, Waiting } from "./outbox";

const EVERY = 20_000; // milliseconds between tries while something waits
const LONGEST_PAUSE = 10 * 60_000;
const ASK_REFUSED = 60_000; // milliseconds between questions whether the team has set aside what was refused
const MOST_LOST = 2;
const MOST_ASKED = 40; // numbers in one question

export type State = "idle" | "sending" | "no_device" | "no_network" | "unknown_device" | "busy_site" | "enough_today";
type Stored = { id: string; receipt?: string; receipt_changed?: boolean; media_wanted?: string[] };

/** Something that stops sending for now; everything is kept. */
class Stop extends Error {
  readonly state: State;
  readonly pause: number;

  constructor(state: State, pause = 0) {
    super(state);
    this.state = state;
    this.pause = pause;
  }
}

export class Sender {
  state: State = "idle";
  readonly #outbox: Outbox;
  readonly #heard: (state: State) => void;
  #failures = 0;
  #notBefore = 0;
  #askRefusedAt = 0;

  constructor(outbox: Outbox, heard: (state: State) => void) {
    this.#outbox = outbox;
    this.#heard = heard;
  }

  /** Let go of what the site did not take, and tell it, so that nobody waits for its files; say whether it heard. */
  async setAside(each: Waiting): Promise<boolean> {
    const device = await deviceOf(this.#outbox);
    try {
      for (const medium of each.refused) {
        const answer = device ? await ask(device, `/capture/media/${medium}/`, { method: "DELETE" }) : null;
        if (!answer?.ok) {
          return false;
        }
        await ours(answer, medium);
      }
    } catch {
      return false;
    }
    await this.#outbox.clear([each]);
    return true;
  }

  /** Try now, unless a pause was asked for or another tab is sending. */
  async send(hurry = false): Promise<void> {
    if (!hurry && Date.now() < this.#notBefore) {
      return;
    }
    await navigator.locks.request(`seedbed-${this.#outbox.name}-sending`, { ifAvailable: true }, async (lock) => {
      if (lock) {
        await this.#sendAll();
      }
    });
  }

  async #sendAll(): Promise<void> {
    try {
      const device = await deviceOf(this.#outbox);
      if (device === null) {
        throw new Stop("no_device");
      }
      for (const each of await this.#outbox.all()) {
        if (each.problem === null) {
          this.#say("sending");
          await this.#sendOne(device, each);
        }
      }
      await this.#clearStored(device);
      this.#failures = 0;
      this.#notBefore = 0;
      this.#say("idle");
    } catch (error) {
      this.#pause(error);
    }
  }

  #pause(error: unknown): void {
    const stop = error instanceof Stop ? error : new Stop("no_network");
    this.#failures += 1;
    // Half of it random, so that phones which meet a network together do not come together each time.
    const usual = Math.min(EVERY * 2 ** (this.#failures - 1), LONGEST_PAUSE) * (0.5 + Math.random() / 2);
    this.#notBefore = Date.now() + Math.max(stop.pause, stop.state === "no_network" ? 0 : usual);
    this.#say(stop.state);
  }

  async #sendOne(device: Device, each: Waiting): Promise<void> {
    if (each.wanted === null) {
      const answer = await put(device, `/capture/items/${each.id}/`, JSON.stringify(each.item), "application/json");
      if (!answer.ok) {
        await this.#refuse(each, await problemIn(answer));
        return;
      }
      const stored = await ours(answer, each.id);
      each.asked = stored.media_wanted ?? each.media.map((medium) => medium.id);
      each.wanted = each.asked;
      if (stored.receipt_changed) {
        await this.#outbox.remember("receipt_changed", { item: each.id, receipt: stored.receipt });
      }
      await this.#outbox.note(each);
    }
    let problem: Problem | null = null;
    each.refused = [];
    for (const medium of each.media.filter((one) => each.wanted?.includes(one.id))) {
      if (each.wanted !== null) {
        problem = (await this.#sendMedium(device, each, medium)) ?? problem; // One that is refused holds up no other.
      }
    }
    if (problem !== null && each.wanted !== null) {
      await this.#refuse(each, problem);
    }
  }

  /** Send a file; return why the site will not take it, if so. Until all were tried, it stays among what is wanted. */
  async #sendMedium(device: Device, each: Waiting, medium: Medium): Promise<Problem | null> {
    const content = await this.#outbox.content(medium.id);
    if (content === null) {
      each.refused.push(medium.id);
      return { status: 0, what: "", why: "", next: "" };
    }
    const answer = await put(device, `/capture/media/${medium.id}/`, content, medium.type, medium.kind);
    if (answer.status === 404 && each.lost < MOST_LOST) {
      each.wanted = null; // The site lost the item, such as by going back to a backup: it all goes once more.
      each.lost += 1;
    } else if (!answer.ok) {
      each.refused.push(medium.id);
      return problemIn(answer);
    } else {
      await ours(answer, medium.id);
      each.wanted = each.wanted?.filter((id) => id !== medium.id) ?? null;
    }
    await this.#outbox.note(each);
    return null;
  }

  async #refuse(each: Waiting, problem: Problem): Promise<void> {
    each.problem = problem;
    await this.#outbox.note(each);
  }

  async #clearStored(device: Device): Promise<void> {
    const all = await this.#outbox.all();
    const done = all.filter((each) => each.wanted?.length === 0 && each.problem === null);
    if (Date.now() > this.#askRefusedAt) {
      this.#askRefusedAt = Date.now() + ASK_REFUSED;
      // The team may have set it aside.
      done.push(...all.filter((each) => each.refused.length > 0 && each.problem !== null));
    }
    for (let from = 0; from < done.length; from += MOST_ASKED) {
      const some = done.slice(from, from + MOST_ASKED);
      const ids = some.flatMap((each) => [each.id, ...each.media.map((medium) => medium.id)]);
      const answer = await checked(ask(device, `/capture/outbox/?ids=${ids.join(",")}`));
      const stored = new Set((await read<{ stored: string[] }>(answer))?.stored);
      const has = (each: Waiting) => stored.has(each.id) && each.asked.every((id) => stored.has(id));
      await this.#outbox.clear(some.filter(has));
      // What the site does not know after all goes once more, but not at once.
      const lost = some.filter((each) => !has(each) && each.problem === null);
      for (const each of lost) {
        await this.#outbox.note({ ...each, wanted: null, lost: each.lost + 1 });
      }
      if (lost.length > 0) {
        throw new Stop("busy_site");
      }
    }
  }

  #say(state: State): void {
    this.state = state;
    this.#heard(state);
  }
}

async function put(device: Device, address: string, body: BodyInit, type: string, kind?: string): Promise<Response> {
  const headers: Record<string, string> = { "Content-Type": type };
  if (kind) {
    headers["X-Seedbed-Kind"] = kind;
  }
  return checked(ask(device, address, { method: "PUT", body, headers }));
}

/** Return an answer that is about what was sent; stop where it is about the device, the site or the network. */
async function checked(asked: Promise<Response>): Promise<Response> {
  const answer = await asked;
  if (answer.status === 401) {
    throw new Stop("unknown_device");
  }
  if (answer.status === 429 || answer.status >= 500) {
    const seconds = Number(answer.headers.get("Retry-After"));
    const state = answer.status === 429 ? "enough_today" : "busy_site";
    throw new Stop(state, Number.isFinite(seconds) ? Math.min(seconds * 1000, LONGEST_PAUSE) : 0);
  }
  if (answer.status === 0 || answer.type === "opaqueredirect") {
    throw new Stop("no_network");
  }
  return answer;
}

/** Return what the site says of what was stored; an answer that does not name it comes from someone in between. */
async function ours(answer: Response, id: string): Promise<Stored> {
  const told = await read<Stored>(answer);
  if (told?.id !== id) {
    throw new Stop("no_network");
  }
  return told;
}

/** Send at once, and again whenever there may be a network; say each time how it goes. */
export function keepSending(outbox: Outbox, heard: (state: State) => void = () => {}): Sender {
  const sender = new Sender(outbox, heard);
  const now = () => void sender.send(true);
  window.addEventListener("online", now);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") {
      now();
    }
  });
  outbox.changed(() => void sender.send());
  window.setInterval(() => void sender.send(), EVERY / 4);
  now();
  return sender;
}
