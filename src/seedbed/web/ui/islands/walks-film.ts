// A walk as a film with captions, to be seen and heard here or kept as a file. Without it all is a list to read.
import { canKeep, keep } from "./film/keeping";
import { paint } from "./film/painting";
import { Player } from "./film/player";
import { type Captions, cueAt, load, sceneAt, type Told } from "./film/reel";
import { element, readData } from "./shared/data";
import { saveFile } from "./shared/rescue";

const holder = element("film", HTMLElement);
const canvas = element("film-picture", HTMLCanvasElement);
const play = element("film-play", HTMLButtonElement);
const told = element("film-told", HTMLElement);
const words = element("film-words", HTMLElement);
const chosen = element("film-captions", HTMLSelectElement);
const keeping = element("film-keep", HTMLButtonElement);
const making = element("film-making", HTMLElement);
const done = element("film-done", HTMLProgressElement);
const state = element("film-state", HTMLElement);
const calm = window.matchMedia("(prefers-reduced-motion: reduce)");

function draw(player: Player): void {
  const captions = chosen.value as Captions;
  const scene = sceneAt(player.reel, player.at);
  paint(canvas, player.reel, player.at, captions, calm.matches);
  const cue = scene && cueAt(scene, player.at, captions);
  const text = cue?.text ?? "";
  if (words.textContent !== text) {
    words.textContent = text;
    words.lang = cue?.language || "";
  }
  const name = (player.playing ? play.dataset.pause : play.dataset.play) ?? "";
  if (play.textContent !== name) {
    play.textContent = name;
  }
  const at = `${Math.floor(player.at)} / ${Math.round(player.reel.seconds)} s`;
  if (told.textContent !== at) {
    told.textContent = at;
  }
}

function toggle(player: Player): void {
  if (player.playing) {
    player.pause();
  } else {
    void player.play();
  }
}

function press(player: Player, event: KeyboardEvent): void {
  const turned = getComputedStyle(holder).direction === "rtl" ? -1 : 1;
  const means: Record<string, () => void> = {
    " ": () => toggle(player),
    ArrowLeft: () => void player.turn(-turned),
    ArrowRight: () => void player.turn(turned),
    Home: () => void player.go(0),
  };
  if (event.key in means) {
    event.preventDefault();
    means[event.key]?.();
  }
}

async function keepFile(player: Player): Promise<void> {
  keeping.disabled = true;
  done.value = 0;
  making.hidden = false;
  state.textContent = state.dataset.making ?? "";
  try {
    const told = (part: number) => {
      done.value = part;
    };
    const wanted = { captions: chosen.value as Captions, still: calm.matches, done: told };
    saveFile(keeping.dataset.name ?? "walk.webm", await keep(player.reel, canvas, wanted));
    state.textContent = state.dataset.kept ?? "";
  } catch {
    state.textContent = state.dataset.failed ?? "";
  } finally {
    keeping.disabled = false;
    making.hidden = true;
  }
}

async function begin(): Promise<void> {
  const player = new Player(await load(readData<Told>("film-data")));
  player.changed = () => draw(player);
  play.addEventListener("click", () => toggle(player));
  element("film-back", HTMLButtonElement).addEventListener("click", () => void player.turn(-1));
  element("film-on", HTMLButtonElement).addEventListener("click", () => void player.turn(1));
  chosen.addEventListener("change", () => draw(player));
  canvas.addEventListener("keydown", (event) => press(player, event));
  canvas.addEventListener("click", () => toggle(player));
  if (await canKeep(canvas)) {
    keeping.addEventListener("click", () => void keepFile(player));
  } else {
    element("film-keeping", HTMLElement).hidden = true;
  }
  if (player.reel.leftOut > 0) {
    state.textContent = state.dataset.missing ?? "";
  }
  holder.hidden = false;
  holder.dataset.seconds = String(player.reel.seconds);
  draw(player);
}

void begin();
