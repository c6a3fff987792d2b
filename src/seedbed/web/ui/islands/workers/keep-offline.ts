// Keeps one page and its files on the device, so that it opens without a network. What the page is and which files it
// needs the site writes before this text: see `seedbed.web.ui.offline`.

type Kept = { scope: string; version: string; page: string; files: string[] };
type Extended = Event & { waitUntil: (work: Promise<unknown>) => void };
type Caught = Extended & { request: Request; respondWith: (answer: Promise<Response>) => void };
type Said = Event & { data: unknown };
type Keeper = {
  KEPT: Kept;
  location: Location;
  clients: { claim: () => Promise<void> };
  skipWaiting: () => Promise<void>;
  addEventListener: {
    (name: "install" | "activate", hear: (event: Extended) => void): void;
    (name: "fetch", hear: (event: Caught) => void): void;
    (name: "message", hear: (event: Said) => void): void;
  };
};

const worker = self as unknown as Keeper;
const { scope, version, page, files } = worker.KEPT;
const OURS = `seedbed ${scope} `;
const NAME = OURS + version;

/** Fetch something to keep. An answer from elsewhere, such as a page to sign in at, is never kept. */
async function fetched(address: string): Promise<Response> {
  const answer = await fetch(new Request(address, { cache: "reload", credentials: "omit", redirect: "error" }));
  if (!answer.ok || answer.redirected) {
    throw new Error(`${address} answered ${answer.status}`);
  }
  return answer;
}

/** Keep everything or nothing: half a page would be none. */
async function keepAll(): Promise<void> {
  const wanted = [page, ...files];
  const answers = await Promise.all(wanted.map(fetched));
  const cache = await caches.open(NAME);
  await Promise.all(wanted.map((address, place) => answers[place] && cache.put(address, answers[place])));
}

async function dropOthers(): Promise<void> {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith(OURS) && name !== NAME).map((name) => caches.delete(name)));
  await worker.clients.claim();
}

async function kept(address: string, request: Request): Promise<Response> {
  return (await (await caches.open(NAME)).match(address, { ignoreVary: true })) ?? fetch(request);
}

worker.addEventListener("install", (event) => event.waitUntil(keepAll()));
worker.addEventListener("activate", (event) => event.waitUntil(dropOthers()));
// A page that has nothing half done asks for the newer version.
worker.addEventListener("message", (event) => {
  if (event.data === "take over") {
    void worker.skipWaiting();
  }
});
worker.addEventListener("fetch", (event) => {
  const asked = new URL(event.request.url);
  if (event.request.method !== "GET" || asked.origin !== worker.location.origin) {
    return;
  }
  const address = asked.pathname + asked.search;
  if (event.request.mode === "navigate" && asked.pathname === page) {
    event.respondWith(kept(page, event.request));
  } else if (files.includes(address)) {
    event.respondWith(kept(address, event.request));
  }
});

export {};
