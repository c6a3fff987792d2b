// What the site says of itself to this phone: where the shift is, what is asked, in which words, and the limits.
import { ask, type Device, read } from "./device";
import { h, notice, paragraph } from "./form-screen";
import { language, say, spoken } from "./form-words";
import type { Outbox } from "./outbox";

const KEPT = "about";

export type Wording = { language: string; version: string; sentences: Record<string, string> };
export type CardQuestion = { characteristic: string; asks: string; bands: { id: string; words: string }[] };
export type About = {
  place: string;
  event: string;
  prompts: string[];
  categories: string[];
  wordings: Wording[];
  cards: Record<string, CardQuestion[]>; // By the languages of the pages.
  limits: { photo: number; audio: number; video: number; words: number };
  checkInMinutes: number;
  leadPhone: string; // Of whoever leads the shift; empty where none was given.
};

/** Return the sentences that were signed in a language of the form, else the English ones. */
export function wordingIn(about: About | null, code: string): Wording | null {
  const all = about?.wordings ?? [];
  return all.find((each) => spoken(each.language) === code) ?? all[0] ?? null;
}

/** Say in the language of now that nobody signed the sentences in it; nothing where somebody did. */
export function unsignedNote(wording: Wording | null): HTMLElement | null {
  return wording && spoken(wording.language) !== language() && spoken(wording.language) !== null
    ? notice(false, paragraph(say("unsigned")))
    : null;
}

/** A sentence of a wording, marked with its language and reading in its direction. */
export function signed(wording: Wording | null, name: string): HTMLElement | null {
  const found = wording?.sentences[name];
  return wording && found ? h("bdi", { lang: wording.language, dir: "auto" }, found) : null;
}

/** Return what was heard last; without a network that is all there is. */
export function known(outbox: Outbox): Promise<About | null> {
  return outbox.setting<About>(KEPT);
}

/** Ask anew, if there is a network, and keep it; an answer that is not the site's changes nothing. */
export async function refresh(outbox: Outbox, device: Device): Promise<About | null> {
  try {
    const answer = await ask(device, "/capture/about/");
    const told = answer.ok ? await read<About>(answer) : null;
    if (told?.wordings) {
      await outbox.remember(KEPT, told);
    }
  } catch {
    // No network: what was heard before holds.
  }
  return known(outbox);
}
