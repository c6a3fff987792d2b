// Finds a factor by its name, or a part of it, and puts it in the middle.
import { field, type Words } from "./controls";
import { folded, type SharedMap, text } from "./document";

export interface FindParts {
  place: HTMLElement;
  map: SharedMap;
  words: Words;
  say(words: string): void;
  /** Choose a factor and put it in the middle. */
  show(key: string): void;
}

/** Put a field to find factors by name into a place; Enter goes from one that fits to the next. */
export function drawFind({ place, map, words, say, show }: FindParts): void {
  const label = document.createElement("label");
  label.className = "nhsuk-label nhsuk-label--s";
  label.textContent = words.find ?? "";
  const name = field(undefined);
  name.removeAttribute("aria-label");
  name.type = "search";
  name.id = "system-map-find-name";
  label.htmlFor = name.id;
  const names = document.createElement("datalist");
  names.id = "system-map-names";
  name.setAttribute("list", names.id);
  let at = -1;
  const find = (): void => {
    const found = matches(map, name.value);
    if (found.length === 0) {
      say(name.value.trim() ? (words.found_none ?? "") : "");
      return;
    }
    at = (at + 1) % found.length;
    const [key, called] = found[at] as [string, string];
    show(key);
    say(`${called} (${at + 1}/${found.length})`);
  };
  // Whatever field offers the names gets those that there are when somebody comes to it.
  document.addEventListener("focusin", ({ target }) => {
    if (target instanceof HTMLInputElement && target.getAttribute("list") === names.id)
      names.replaceChildren(...everyName(map).map((each) => new Option(each)));
  });
  name.addEventListener("input", (event) => {
    at = -1;
    // A name taken from the list is found at once; one that is typed waits for Enter.
    const taken = !(event instanceof InputEvent) || event.inputType === "insertReplacementText";
    if (taken) find();
  });
  name.addEventListener("keydown", (event) => {
    if (event.key === "Enter") find();
  });
  place.replaceChildren(label, name, names);
}

function everyName(map: SharedMap): string[] {
  const names = new Set([...map.factors.values()].map((entry) => text(entry, "name")));
  return [...names].filter(Boolean).sort((a, b) => a.localeCompare(b));
}

/** Return factors with these letters in their names: the very name first, then by name. */
function matches(map: SharedMap, letters: string): [string, string][] {
  const wanted = folded(letters);
  if (!wanted) return [];
  const found = [...map.factors].map(([key, entry]): [string, string] => [key, text(entry, "name")]);
  const rank = (name: string): number => (folded(name) === wanted ? 0 : folded(name).startsWith(wanted) ? 1 : 2);
  return found
    .filter(([, name]) => folded(name).includes(wanted))
    .sort(([, a], [, b]) => rank(a) - rank(b) || a.localeCompare(b));
}
