// Keeps the figures of a shift current while its page stands open; without it the page is loaded anew by hand.

const EVERY = 15_000; // milliseconds

async function look(part: HTMLElement, before: Record<string, number>): Promise<void> {
  let now = before;
  try {
    const answer = await fetch(part.dataset.live ?? "", { headers: { Accept: "application/json" } });
    if (answer.ok && !answer.redirected) {
      now = (await answer.json()) as Record<string, number>;
      for (const cell of part.querySelectorAll<HTMLElement>("[data-figure]")) {
        cell.textContent = String(now[cell.dataset.figure ?? ""] ?? cell.textContent);
      }
      // Somebody who needs help, or is not heard of, must not wait for a hand: the whole page comes anew.
      if (before.phones !== undefined && ["late", "unsafe", "phones"].some((name) => now[name] !== before[name])) {
        window.location.reload();
      }
    }
  } catch {
    // The site may be restarting.
  }
  window.setTimeout(() => void look(part, now), EVERY);
}

for (const part of document.querySelectorAll<HTMLElement>("[data-live]")) {
  void look(part, {});
}

export {};
