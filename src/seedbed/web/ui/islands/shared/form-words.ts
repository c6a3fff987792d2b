// What the form says, in every language that pages are offered in: all of them are on the phone.
import { readData } from "./data";

export type Speech = {
  name: string;
  direction: "ltr" | "rtl";
  draft: string; // Said where no speaker has checked the translation; else empty.
  words: Record<string, string>;
  prompts: string[];
  categories: string[];
};
type Told = { languages: Record<string, Speech>; first: string; prompts: string[]; categories: string[] };

const told = readData<Told>("shift-words");
let now = told.first;
let afterwards = () => {};

/** Return the languages that the form speaks, by their codes. */
export function languages(): [string, Speech][] {
  return Object.entries(told.languages);
}

/** Return the language that the form speaks now, as BCP 47 writes it. */
export function language(): string {
  return now;
}

/** Return the form's code of a language, such as en-gb for en; null where it does not speak it. */
export function spoken(code: string): string | null {
  const plain = code.toLowerCase();
  const close = (each: string) => each === plain || each.split("-")[0] === plain.split("-")[0];
  return Object.keys(told.languages).find(close) ?? null;
}

/** Speak another language from now on, in its reading direction. */
export function speak(code: string): void {
  // What stands around the form stays in the language in which it came.
  for (const each of document.querySelectorAll<HTMLElement>("body > :not([lang]):not(:has(#shift))")) {
    each.lang = document.documentElement.lang;
    each.dir = document.documentElement.dir;
  }
  now = spoken(code) ?? now;
  document.documentElement.lang = now;
  document.documentElement.dir = told.languages[now]?.direction ?? "ltr";
  afterwards();
}

/** Have what stands below every screen said anew when another language is spoken. */
export function afterSpeaking(again: () => void): void {
  afterwards = again;
}

export function draftNote(): string {
  return told.languages[now]?.draft ?? "";
}

/** Say something, with what it is about put in: say("waiting", { count: 3 }). */
export function say(name: string, about: Record<string, string | number> = {}): string {
  const words = told.languages[now]?.words[name] ?? name;
  return words.replaceAll(/\{(\w+)\}/g, (found, each: string) => String(about[each] ?? found));
}

/** Say a question or a sticker that comes with the platform in the language of now; one of the team's own as it is. */
export function sayOwn(kind: "prompts" | "categories", text: string): string {
  const place = told[kind].indexOf(text);
  return told.languages[now]?.[kind][place] ?? text;
}

/** Say a time of the day. */
export function time(moment: Date): string {
  return moment.toLocaleTimeString(now, { hour: "2-digit", minute: "2-digit" });
}
