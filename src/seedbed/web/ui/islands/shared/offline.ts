// Has a page kept on the device, and takes a newer version over when nothing is half done.

/** Whether the page is kept, so that it opens without a network. */
export async function keepOffline(worker: string, scope: string, idle: () => boolean): Promise<boolean> {
  if (!("serviceWorker" in navigator)) {
    return false;
  }
  const controlled = navigator.serviceWorker.controller !== null;
  navigator.serviceWorker.addEventListener("controllerchange", () => {
    // The first worker takes over a page that is new anyway.
    if (controlled && idle()) {
      window.location.reload();
    }
  });
  const made = await navigator.serviceWorker.register(worker, { scope, updateViaCache: "none" });
  const offer = () => {
    if (idle()) {
      made.waiting?.postMessage("take over");
    }
  };
  made.addEventListener("updatefound", () => made.installing?.addEventListener("statechange", offer));
  window.addEventListener("online", () => void made.update().catch(() => {}));
  offer();
  await navigator.serviceWorker.ready;
  return true;
}

/** Whether this is an iPhone or iPad whose browser clears what is not visited, unless put on the home screen. */
export function clearsUnvisited(): boolean {
  const apple = /iPhone|iPad|iPod/.test(navigator.userAgent);
  const tablet = navigator.userAgent.includes("Macintosh") && navigator.maxTouchPoints > 1;
  return (apple || tablet) && !isInstalled();
}

/** Whether the page was opened from the home screen. */
export function isInstalled(): boolean {
  return window.matchMedia("(display-mode: standalone), (display-mode: fullscreen)").matches;
}
