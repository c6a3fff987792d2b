// What the chosen factor changes, by its name: a link to a factor that is there, or to a new one. All of it by keyboard.
import { button, field, type Words } from "./controls";
import { addFactor, addLink, folded, type Polarity, type SharedMap, text } from "./document";
import { polarityList } from "./tools";

export interface LinkParts {
  map: SharedMap;
  words: Words;
  say(words: string): void;
  /** Return the key of the factor that is chosen. */
  chosen(): string | undefined;
  /** Draw what was just added. */
  drawn(key: string): void;
}

/** Return a field, a list and a button that draw a link from the chosen factor. */
export function linkByName({ map, words, say, chosen, drawn }: LinkParts): HTMLElement {
  const place = document.createElement("div");
  const label = document.createElement("label");
  label.className = "nhsuk-label";
  label.textContent = words.changes ?? "";
  const name = field(undefined);
  name.removeAttribute("aria-label");
  name.id = "system-map-changes";
  name.setAttribute("list", "system-map-names");
  label.htmlFor = name.id;
  const polarity = polarityList(words);
  const row = document.createElement("div");
  row.className = "sb-system-map__tools";
  const add = button(words.add_link, () => {
    const [cause, told] = [chosen(), name.value.trim()];
    if (cause === undefined || !told) return name.focus();
    let effect = "";
    map.doc.transact(() => {
      effect = factorCalled(map, told) ?? addFactor(map, told);
      addLink(map, cause, effect, polarity.value as Polarity);
    });
    drawn(effect);
    const does = words[`does_${polarity.value}`] ?? "";
    say(`${text(map.factors.get(cause), "name")} ${does} ${told}`);
    name.value = "";
    name.focus();
  });
  name.addEventListener("keydown", (event) => {
    if (event.key === "Enter") add.click();
  });
  row.append(polarity, name, add);
  place.append(label, row);
  return place;
}

function factorCalled(map: SharedMap, name: string): string | undefined {
  const wanted = folded(name);
  return [...map.factors].find(([, entry]) => folded(text(entry, "name")) === wanted)?.[0];
}
