// Puts one screen at a time on the page; its heading is spoken by screen readers as it comes.
import { element } from "./data";
import { isFull } from "./database";
import { draftNote, say } from "./form-words";

export type Part = Node | string | null;
type Given = Record<string, string | number | boolean | ((event: Event) => void) | null>;

let parts = 0;

/** Make an element: h("button", { class: "nhsuk-button", onclick: keep }, "Keep"). */
export function h<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  given: Given = {},
  ...children: Part[]
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(given)) {
    if (typeof value === "function") {
      made.addEventListener(key.slice(2), value);
    } else if (value === true) {
      made.setAttribute(key, "");
    } else if (value !== false && value !== null) {
      made.setAttribute(key, String(value));
    }
  }
  made.append(...children.filter((each): each is Node | string => each !== null));
  return made;
}

/** Show a screen in place of the one before, and say its heading. */
export function show(heading: string, ...children: Part[]): HTMLHeadingElement {
  const top = h("h1", { class: "nhsuk-heading-l", tabindex: "-1" }, heading);
  const note = draftNote();
  const draft = note ? h("p", { class: "sb-hint" }, note) : null;
  element("shift", HTMLElement).dataset.screen = "";
  tell("");
  element("shift-form", HTMLElement).replaceChildren(...[top, ...children, draft].filter((each) => each !== null));
  document.title = `${heading} – Seedbed`;
  window.scrollTo(0, 0);
  top.focus({ preventScroll: true });
  return top;
}

/** Say something in passing, such as that a count was kept. */
export function tell(text: string): void {
  element("shift-said", HTMLElement).textContent = text;
}

export function button(text: string, press: () => void | Promise<void>, kind = ""): HTMLButtonElement {
  const look = kind ? `nhsuk-button nhsuk-button--${kind}` : "nhsuk-button";
  const made = h("button", { type: "button", class: `${look} sb-wide-button` }, text);
  made.addEventListener("click", () => {
    made.disabled = true; // A second press must not do it twice.
    void Promise.resolve(press())
      .catch(sayFull)
      .finally(() => {
        made.disabled = false;
      });
  });
  return made;
}

/** Say that the device is full, where that is why something was not kept; any other error goes on. */
export function sayFull(error: unknown): void {
  if (!isFull(error)) {
    throw error;
  }
  wrong(say("full"));
}

export function paragraph(text: string): HTMLParagraphElement {
  return h("p", {}, text);
}

/** A notice in a box, such as a warning; spoken at once where it is `urgent`. */
export function notice(urgent: boolean, ...children: Part[]): HTMLDivElement {
  return h("div", { class: "nhsuk-inset-text", ...(urgent && { role: "alert" }) }, ...children);
}

/** Words as the site takes them: a paste may bring signs that are no text, and half an emoji where it was cut off. */
export function plainText(text: string): string {
  return text.replaceAll(/\r\n?|[\v\f\u0085]/g, "\n").replaceAll(/(?![\n\t])[\p{Cc}\p{Cs}]/gu, "");
}

/** Say whether anything of a text can be seen: spaces, signs without width and blank letters cannot. */
export function saysSomething(text: string): boolean {
  return /[^\s\p{Cf}\u115f\u1160\u2800\u3164\uffa0]/u.test(text);
}

/** A box for text with its label and, where there is one, a hint. */
export function textBox(
  label: string,
  value: string,
  changed: (value: string) => void,
  more: { hint?: string; long?: boolean; attributes?: Given } = {},
): HTMLDivElement {
  const id = newId();
  const hint = more.hint ? h("div", { class: "nhsuk-hint", id: `${id}-hint` }, more.hint) : null;
  const given = { id, "aria-describedby": hint ? `${id}-hint` : null, dir: "auto", ...more.attributes };
  const box = more.long
    ? h("textarea", { ...given, class: "nhsuk-textarea", rows: 6 })
    : h("input", { ...given, class: "nhsuk-input", type: "text" });
  box.value = value;
  box.addEventListener("input", () => changed(plainText(box.value)));
  return h("div", { class: "nhsuk-form-group" }, h("label", { class: "nhsuk-label", for: id }, label), hint, box);
}

/** Say that no more words fit: what is typed or pasted beyond them is not taken. */
export function sayWhereCut(words: string, longest: number): void {
  const full = say("words_full");
  if (words.length >= longest) {
    tell(full);
  } else if (element("shift-said", HTMLElement).textContent === full) {
    tell("");
  }
}

/** A switch that is on or off, with large letters. */
export function toggle(label: Part, on: boolean, changed: (on: boolean) => void): HTMLDivElement {
  const id = newId();
  const box = h("input", { class: "nhsuk-checkboxes__input", type: "checkbox", id });
  box.checked = on;
  box.addEventListener("change", () => changed(box.checked));
  const text = h("label", { class: "nhsuk-label nhsuk-checkboxes__label", for: id }, label);
  return h("div", { class: "nhsuk-checkboxes__item" }, box, text);
}

/** One of many choices, in a list that opens. */
export function selection(
  label: string,
  choices: readonly (readonly [string, string])[],
  chosen: string,
  changed: (value: string) => void,
): HTMLDivElement {
  const id = newId();
  const options = choices.map(([value, text]) => h("option", { value, selected: value === chosen }, text));
  const made = h("select", { class: "nhsuk-select", id }, ...options);
  made.addEventListener("change", () => changed(made.value));
  return h("div", { class: "nhsuk-form-group" }, h("label", { class: "nhsuk-label", for: id }, label), made);
}

/** One of some choices. */
export function choice(
  legend: string,
  choices: readonly (readonly [string, string])[],
  chosen: string,
  changed: (value: string) => void,
): HTMLFieldSetElement {
  const name = newId();
  const items = choices.map(([value, text], place) => {
    const id = `${name}-${place}`;
    const box = h("input", { class: "nhsuk-radios__input", type: "radio", id, name, value });
    box.checked = value === chosen;
    box.addEventListener("change", () => changed(value));
    const label = h("label", { class: "nhsuk-label nhsuk-radios__label", for: id }, text);
    return h("div", { class: "nhsuk-radios__item" }, box, label);
  });
  const top = h("legend", { class: "nhsuk-fieldset__legend nhsuk-fieldset__legend--s" }, legend);
  return h(
    "fieldset",
    { class: "nhsuk-fieldset nhsuk-form-group" },
    top,
    h("div", { class: "nhsuk-radios" }, ...items),
  );
}

export function group(...children: Part[]): HTMLDivElement {
  return h("div", { class: "nhsuk-form-group" }, ...children);
}

/** Say above the screen what is wrong, once. */
export function wrong(text: string): void {
  const at = element("shift-form", HTMLElement);
  at.querySelector(".nhsuk-error-message")?.remove();
  const made = h("p", { class: "nhsuk-error-message", role: "alert" }, text);
  at.querySelector("h1")?.after(made);
  made.scrollIntoView({ block: "center" });
}

/** A button that reads something aloud, where the phone has a voice for the language; else nothing. */
export function aloud(text: string | (() => string), language: string): HTMLButtonElement | null {
  if (!("speechSynthesis" in window)) {
    return null;
  }
  return button(
    say("read_aloud"),
    () => {
      const spoken = new SpeechSynthesisUtterance(typeof text === "string" ? text : text());
      spoken.lang = language;
      window.speechSynthesis.cancel();
      window.speechSynthesis.speak(spoken);
    },
    "secondary",
  );
}

function newId(): string {
  parts += 1;
  return `part-${parts}`;
}
