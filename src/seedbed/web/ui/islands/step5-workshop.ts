// Keeps parts of a workshop's pages current; without it they are loaded anew by hand.

const EVERY = 3000; // milliseconds

async function look(part: HTMLElement, address: string): Promise<void> {
  try {
    const answer = await fetch(address, { headers: { Accept: "text/html" } });
    if (answer.redirected || answer.status === 403 || answer.status === 404) {
      window.location.reload();
      return;
    }
    const words = answer.ok ? await answer.text() : part.innerHTML;
    // Only news is written, so that screen readers speak of news alone. The server has escaped every word.
    if (part.dataset.last !== words) {
      part.dataset.last = words;
      part.innerHTML = words;
    }
  } catch {
    // The site may be restarting, or the room's network is poor.
  }
  window.setTimeout(() => void look(part, address), EVERY);
}

for (const part of document.querySelectorAll<HTMLElement>("[data-fresh]")) {
  void look(part, part.dataset.fresh ?? "");
}

export {};
