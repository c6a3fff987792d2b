// Buttons and lists to choose from, as the tools of a map have them.

export interface Words {
  [name: string]: string;
}

export function button(words: string | undefined, press: () => void): HTMLButtonElement {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "nhsuk-button nhsuk-button--secondary nhsuk-button--small";
  made.textContent = words ?? "";
  made.addEventListener("click", press);
  return made;
}

/** Return a button with a sign; the words stand beside it where there is room, and for whoever cannot see the sign. */
export function iconButton(
  sign: string,
  words: string | undefined,
  press: () => void,
  signAlone = false,
): HTMLButtonElement {
  const made = button("", press);
  const drawn = document.createElement("span");
  drawn.setAttribute("aria-hidden", "true");
  drawn.textContent = sign;
  const said = document.createElement("span");
  said.className = signAlone ? "nhsuk-u-visually-hidden" : "sb-system-map__word";
  said.textContent = words ?? "";
  made.append(drawn, " ", said);
  made.title = words ?? "";
  return made;
}

export function field(words: string | undefined): HTMLInputElement {
  const made = document.createElement("input");
  made.className = "nhsuk-input sb-system-map__name";
  made.maxLength = 200;
  made.dir = "auto";
  made.setAttribute("aria-label", words ?? "");
  return made;
}

/** Return a list to choose from, with its label before it. */
export function choice(words: string | undefined, change: (value: string) => void): [HTMLLabelElement, Choice] {
  const label = document.createElement("label");
  label.className = "sb-system-map__choice";
  const list = document.createElement("select");
  list.className = "nhsuk-select";
  list.addEventListener("change", () => change(list.value));
  label.append(`${words ?? ""} `, list);
  return [label, list];
}

export type Choice = HTMLSelectElement;

/** Offer these values in a list, and keep the one that is chosen while it is still there. */
export function offer(list: Choice, values: readonly (readonly [string, string])[], chosen = list.value): void {
  const told = JSON.stringify(values);
  if (list.dataset.offered !== told) {
    list.replaceChildren(...values.map(([value, words]) => new Option(words, value)));
    list.dataset.offered = told;
  }
  list.value = values.some(([value]) => value === chosen) ? chosen : (values[0]?.[0] ?? "");
}
