// Tries on this phone what pages for residents need, shows it, and tells the site.
import { element, formToken } from "./shared/data";

type Found = Record<string, boolean>;

const PATIENCE = 8000; // milliseconds: a browser that does not answer has not

const part = element("this-phone", HTMLElement);
const said = element("this-phone-said", HTMLElement);

/** Whether a thing can be done; what fails or never answers cannot. */
async function works(tried: () => Promise<boolean>): Promise<boolean> {
  const late = new Promise<boolean>((done) => window.setTimeout(() => done(false), PATIENCE));
  try {
    return await Promise.race([tried(), late]);
  } catch {
    return false;
  }
}

async function keepsPages(address: string): Promise<boolean> {
  if (!("serviceWorker" in navigator)) {
    return false;
  }
  const made = await navigator.serviceWorker.register(address, { scope: address });
  return made.unregister();
}

function keepsAnswers(): Promise<boolean> {
  return new Promise((done) => {
    const asked = indexedDB.open("seedbed-this-phone", 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore("tried");
    asked.onerror = () => done(false);
    asked.onsuccess = () => {
      const written = asked.result.transaction("tried", "readwrite");
      written.objectStore("tried").put("kept", 1);
      written.onabort = () => done(false);
      written.oncomplete = () => {
        asked.result.close();
        indexedDB.deleteDatabase("seedbed-this-phone");
        done(true);
      };
    };
  });
}

async function tryAll(worker: string): Promise<Found> {
  return {
    secure_context: window.isSecureContext,
    microphone: typeof navigator.mediaDevices?.getUserMedia === "function",
    service_worker: await works(() => keepsPages(worker)),
    indexed_db: await works(keepsAnswers),
    storage_persists: await works(async () => (await navigator.storage?.persist?.()) ?? false),
  };
}

function show(found: Found): boolean {
  let well = true;
  for (const cell of part.querySelectorAll<HTMLElement>("[data-tried]")) {
    const it = found[cell.dataset.tried ?? ""] ?? false;
    cell.textContent = (it ? cell.dataset.yes : cell.dataset.no) ?? "";
    well = well && (it || cell.dataset.needed === undefined);
  }
  return well;
}

async function tell(found: Found): Promise<void> {
  const headers = { "Content-Type": "application/json", "X-CSRFToken": formToken() };
  const answer = await fetch(part.dataset.found ?? "", { method: "POST", headers, body: JSON.stringify(found) });
  if (!answer.ok) {
    throw new Error(String(answer.status));
  }
}

async function run(): Promise<void> {
  part.hidden = false;
  said.textContent = said.dataset.trying ?? "";
  const found = await tryAll(part.dataset.worker ?? "");
  const well = show(found);
  try {
    await tell(found);
    said.textContent = (well ? said.dataset.well : said.dataset.notWell) ?? "";
  } catch {
    said.textContent = said.dataset.notKept ?? "";
  }
}

void run();
