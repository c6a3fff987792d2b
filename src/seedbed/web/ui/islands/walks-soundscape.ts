// The sounds of a walk one after the other, as one would hear them on the way. Without it each is played by hand.
import { element } from "./shared/data";

const BETWEEN = 1500; // milliseconds between two stops
const list = element("sounds", HTMLElement);
const play = element("sounds-play", HTMLButtonElement);
const told = element("sounds-told", HTMLElement);
const all = [...list.querySelectorAll<HTMLMediaElement>("audio, video")];
let at = 0;
let playing = false;
let timer = 0;

function stopOf(sound: HTMLMediaElement | undefined): HTMLElement | null {
  return sound?.closest("li") ?? null;
}

function show(): void {
  play.textContent = (playing ? play.dataset.pause : play.dataset.play) ?? "";
  for (const each of all) {
    stopOf(each)?.removeAttribute("aria-current");
  }
  const now = stopOf(all[at]);
  if (now && playing) {
    now.setAttribute("aria-current", "step");
    now.scrollIntoView({ block: "nearest" });
  }
  told.textContent = `${at + 1} / ${all.length}: ${now?.querySelector("h2")?.textContent?.trim() ?? ""}`;
}

function pause(): void {
  playing = false;
  window.clearTimeout(timer);
  all[at]?.pause();
  show();
}

function start(): void {
  playing = true;
  show();
  // One that cannot be played is passed over.
  void all[at]?.play().catch(() => goOn());
}

function goOn(): void {
  if (!playing) {
    return;
  }
  if (at + 1 >= all.length) {
    at = 0;
    pause();
    return;
  }
  at += 1;
  timer = window.setTimeout(start, BETWEEN);
}

function turn(by: number): void {
  const played = playing;
  pause();
  const before = all[at];
  if (before) {
    before.currentTime = 0;
  }
  at = Math.min(Math.max(at + by, 0), all.length - 1);
  if (played) {
    start();
  } else {
    show();
  }
}

if (all.length > 0) {
  play.addEventListener("click", () => (playing ? pause() : start()));
  element("sounds-back", HTMLButtonElement).addEventListener("click", () => turn(-1));
  element("sounds-on", HTMLButtonElement).addEventListener("click", () => turn(1));
  for (const [place, each] of all.entries()) {
    each.addEventListener("ended", () => place === at && goOn());
  }
  element("sounds-tools", HTMLElement).hidden = false;
  show();
}
