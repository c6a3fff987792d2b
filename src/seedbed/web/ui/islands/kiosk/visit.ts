// What one person tells at the kiosk, in memory alone: nothing of it is on the disk before they keep it.
import type { Geometry } from "geojson";
import { type Wording, wordingIn } from "../shared/form-about";
import type { Phone } from "../shared/form-phone";
import { saysSomething } from "../shared/form-screen";
import { language } from "../shared/form-words";
import type { Recording } from "../shared/recorder";
import type { KioskMap } from "./drawing";

export type Mark = { geometry: Geometry; label: string; category: string; place: number | null };
export type Place = {
  kind: "asset" | "landmark" | "street";
  name: string;
  names: Record<string, string>;
  at: [number, number];
  place: number | null;
};
export type Ground = { map: KioskMap | null; places: Place[]; credit: string };
export type Switch = "words" | "media" | "where";
export type Way = "speak" | "write" | "show_map" | "photo";

export class Visit {
  readonly agreed: Record<Switch, boolean> = { words: false, media: false, where: false };
  ageBand = "18_plus";
  guardian = false;
  assented = false;
  words = "";
  recordings: Blob[] = [];
  photos: Blob[] = [];
  blur = true;
  marks: Mark[] = [];
  recording: Recording | null = null;
  readonly #addresses: string[] = [];

  /** Return an address under which the page shows a photo or plays a recording. */
  address(content: Blob): string {
    const made = URL.createObjectURL(content);
    this.#addresses.push(made);
    return made;
  }

  isEmpty(): boolean {
    return !saysSomething(this.words) && this.recordings.length + this.photos.length + this.marks.length === 0;
  }

  /** Let go of all that was told. */
  wipe(): void {
    this.recording?.cancel();
    this.recording = null;
    for (const each of this.#addresses.splice(0)) {
      URL.revokeObjectURL(each);
    }
    this.words = "";
    this.recordings = [];
    this.photos = [];
    this.marks = [];
  }
}

/** What the screens of the kiosk share. */
export class Kiosk {
  visit: Visit | null = null;
  ground: Ground | null = null;
  menuOpen = false; // The volunteers' code was typed.
  readonly phone: Phone;
  /** Ends the visit, wipes what is left of it and goes back to the first screen. */
  home: () => void = () => {};

  constructor(phone: Phone) {
    this.phone = phone;
  }
}

/** Return the words of consent in the language of now, else those in English. */
export function wordingOf(kiosk: Kiosk): Wording | null {
  return wordingIn(kiosk.phone.about, language());
}

/** Return the language of now without its country, as words are kept. */
export function plainLanguage(): string {
  return language().split("-")[0] ?? "en";
}

/** Say something aloud, where the device has a voice. */
export function utter(text: string): void {
  if ("speechSynthesis" in window) {
    const spokenText = new SpeechSynthesisUtterance(text);
    spokenText.lang = language();
    window.speechSynthesis.cancel();
    window.speechSynthesis.speak(spokenText);
  }
}
