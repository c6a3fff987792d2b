// The exhibition of a walk on a screen: slides that turn slowly. Without it they are a list to scroll.
import { element } from "./shared/data";

/** As the captions of a film of them: see reports/walks/captions. */
const SHORTEST = 8;
const LETTERS_A_SECOND = 12;
/** Seconds between two looks for what was changed or taken out. */
const BETWEEN_LOOKS = 60;

const list = element("hang-slides", HTMLElement);
const told = element("hang-told", HTMLElement);
const play = element("hang-play", HTMLButtonElement);
const calm = window.matchMedia("(prefers-reduced-motion: reduce)");
let at = 0;
let playing = !calm.matches;
let timer = 0;
let looked = Date.now();

const slides = (): HTMLElement[] => [...list.querySelectorAll<HTMLElement>(".sb-hang__slide")];

function seconds(slide: HTMLElement): number {
  return Math.max(SHORTEST, (slide.textContent ?? "").trim().length / LETTERS_A_SECOND + 2);
}

/** Whether somebody listens: a slide does not turn away from under them. */
function isHeard(slide: HTMLElement): boolean {
  return [...slide.querySelectorAll<HTMLMediaElement>("audio, video")].some((each) => !each.paused && !each.ended);
}

function show(turn: number): void {
  const all = slides();
  if (all.length === 0) return;
  at = (turn + all.length) % all.length;
  for (const [number, slide] of all.entries()) {
    if (number !== at) for (const each of slide.querySelectorAll<HTMLMediaElement>("audio, video")) each.pause();
    slide.hidden = number !== at;
  }
  told.textContent = `${at + 1} / ${all.length}`;
  wait();
}

function wait(): void {
  window.clearTimeout(timer);
  const slide = slides()[at];
  if (!playing || !slide) return;
  timer = window.setTimeout(() => void goOn(slide), seconds(slide) * 1000);
}

async function goOn(slide: HTMLElement): Promise<void> {
  if (isHeard(slide)) {
    wait();
    return;
  }
  if (Date.now() - looked > BETWEEN_LOOKS * 1000) await look();
  show(at + 1);
}

/** Look whether something was taken out since: it must not go on hanging on a wall. */
async function look(): Promise<void> {
  try {
    const answer = await fetch(window.location.href, { cache: "no-store" });
    if (answer.status === 404) list.replaceChildren();
    if (!answer.ok) return;
    looked = Date.now();
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.getElementById("hang-slides");
    if (fresh) list.replaceChildren(...[...fresh.children].map((each) => document.importNode(each, true)));
  } catch {
    // No network just now: the next turn looks again.
  }
}

function setPlaying(value: boolean): void {
  playing = value;
  play.textContent = (value ? play.dataset.pause : play.dataset.play) ?? "";
  told.setAttribute("aria-live", value ? "off" : "polite");
  wait();
}

if (slides().length > 0) {
  list.classList.add("sb-hang__playing");
  element("hang-tools", HTMLElement).hidden = false;
  element("hang-back", HTMLButtonElement).addEventListener("click", () => show(at - 1));
  element("hang-on", HTMLButtonElement).addEventListener("click", () => show(at + 1));
  play.addEventListener("click", () => setPlaying(!playing));
  const full = element("hang-full", HTMLButtonElement);
  full.hidden = !document.fullscreenEnabled;
  full.addEventListener("click", () => {
    if (document.fullscreenElement) void document.exitFullscreen();
    else void document.documentElement.requestFullscreen();
  });
  calm.addEventListener("change", () => setPlaying(!calm.matches));
  setPlaying(playing);
  show(0);
}
