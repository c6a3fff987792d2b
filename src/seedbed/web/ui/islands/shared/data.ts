// What a page hands to its island: JSON that the server wrote with `json_script`.

/** Read the data that stands on the page under an id. */
export function readData<Data>(id: string): Data {
  const found = document.getElementById(id);
  if (!found?.textContent) {
    throw new Error(`The page has no data called "${id}".`);
  }
  return JSON.parse(found.textContent) as Data;
}

/** Return an element that must be there. */
export function element<Kind extends HTMLElement>(id: string, kind: new () => Kind): Kind {
  const found = document.getElementById(id);
  if (!(found instanceof kind)) {
    throw new Error(`The page has no ${kind.name} called "${id}".`);
  }
  return found;
}

/** Return the token that lets this page send forms. */
export function formToken(): string {
  return /(?:^|; )(?:__Host-)?csrftoken=([^;]+)/.exec(document.cookie)?.[1] ?? "";
}
