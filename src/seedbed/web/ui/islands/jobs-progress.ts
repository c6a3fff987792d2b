// Keeps the page of a job current; without it the page loads itself anew every few seconds.

type Progress = { state: string; ended: boolean; done: number; total: number; message: string };

const BETWEEN_LOOKS = 1000; // milliseconds
const AFTER_A_FAILURE = 5000;

function show(part: HTMLElement, now: Progress): void {
  const bar = part.querySelector("progress");
  const count = part.querySelector<HTMLElement>(".sb-progress__count");
  const message = part.querySelector<HTMLElement>(".sb-progress__message");
  if (bar && now.total > 0) {
    bar.max = now.total;
    bar.value = now.done;
  }
  if (count) {
    count.hidden = now.total <= 0;
    setText(count.querySelector("[data-done]"), String(Math.round(now.done)));
    setText(count.querySelector("[data-total]"), String(Math.round(now.total)));
  }
  setText(message, now.message);
}

// Only what has changed is written, so that screen readers speak of news alone.
function setText(part: Element | null, text: string): void {
  if (part && part.textContent !== text) {
    part.textContent = text;
  }
}

async function look(part: HTMLElement, address: string): Promise<void> {
  let pause = BETWEEN_LOOKS;
  try {
    const answer = await fetch(address, { headers: { Accept: "application/json" } });
    if (answer.redirected || answer.status === 403 || answer.status === 404) {
      window.location.reload();
      return;
    }
    const now = (await answer.json()) as Progress;
    if (now.ended) {
      window.location.reload();
      return;
    }
    show(part, now);
  } catch {
    pause = AFTER_A_FAILURE; // The site may be restarting.
  }
  window.setTimeout(() => void look(part, address), pause);
}

for (const part of document.querySelectorAll<HTMLElement>("[data-progress]")) {
  const address = part.dataset.progress;
  if (address) {
    void look(part, address);
  }
}

export {};
