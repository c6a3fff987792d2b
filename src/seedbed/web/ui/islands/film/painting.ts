// Draws one moment of a film: a picture that moves slowly, where it is, and its words.
import { type Captions, cueAt, type Reel, type Scene, type Shot, sceneAt, shotAt } from "./reel";

const PAPER = "#212b32";
const INK = "#ffffff";
const SHADE = "rgba(0, 0, 0, 0.75)";
const GROWTH = 0.12; // of a picture while it is seen
const MARGIN = 32;
const LETTERS = 40; // pixels
const LINE = 1.3;

/** Draw the moment; `still` for who wants no movement. */
export function paint(canvas: HTMLCanvasElement, reel: Reel, at: number, captions: Captions, still: boolean): void {
  const pen = canvas.getContext("2d");
  const scene = sceneAt(reel, at);
  if (!pen || !scene) {
    return;
  }
  pen.fillStyle = PAPER;
  pen.fillRect(0, 0, canvas.width, canvas.height);
  const shot = shotAt(scene, at);
  if (scene.stop === null) {
    card(pen, [reel.told.title, reel.told.under]);
    return;
  }
  if (!shot || !drawShot(pen, shot, at, still, scene)) {
    card(pen, [`${scene.stop.number}. ${scene.stop.name}`]);
  } else {
    label(pen, `${scene.stop.number}. ${scene.stop.name}`);
  }
  const cue = cueAt(scene, at, captions);
  if (cue) {
    caption(pen, cue.text);
  }
}

/** Draw a picture or film where there is one, larger and larger and a little to one side. */
function drawShot(pen: CanvasRenderingContext2D, shot: Shot, at: number, still: boolean, scene: Scene): boolean {
  const seen = shot.picture ?? shot.film;
  if (!seen) {
    return false;
  }
  const { width, height } = pen.canvas;
  const [wide, high] =
    seen instanceof HTMLVideoElement ? [seen.videoWidth, seen.videoHeight] : [seen.naturalWidth, seen.naturalHeight];
  const moved = still || shot.film ? 0 : Math.min(1, (at - shot.start) / shot.seconds);
  const cover = Math.max(width / wide, height / high);
  const contain = Math.min(width / wide, height / high);
  // What is upright is shown whole: nobody's head is cut off.
  const times = (wide > high ? cover : contain) * (1 + GROWTH * moved);
  const side = (scene.shots.indexOf(shot) % 2 === 0 ? 1 : -1) * moved * GROWTH * 0.3 * width;
  const [across, down] = [wide * times, high * times];
  pen.drawImage(seen, (width - across) / 2 + side, (height - down) / 2, across, down);
  return true;
}

function lines(pen: CanvasRenderingContext2D, text: string, most: number): string[] {
  const found: string[] = [];
  for (const word of text.split(" ")) {
    const longer = found.length > 0 ? `${found.at(-1)} ${word}` : word;
    if (found.length > 0 && pen.measureText(longer).width <= most) {
      found[found.length - 1] = longer;
    } else {
      found.push(word);
    }
  }
  return found;
}

function setLetters(pen: CanvasRenderingContext2D, size: number, text: string): void {
  pen.font = `600 ${size}px system-ui, sans-serif`;
  pen.textBaseline = "top";
  pen.direction = /^[^\p{L}]*[\u0590-\u08ff\ufb1d-\ufefc]/u.test(text) ? "rtl" : "ltr";
}

function card(pen: CanvasRenderingContext2D, texts: string[]): void {
  const { width, height } = pen.canvas;
  let at = height / 4;
  pen.textAlign = "center";
  pen.fillStyle = INK;
  for (const [place, text] of texts.entries()) {
    const size = place === 0 ? LETTERS * 1.5 : LETTERS * 0.8;
    setLetters(pen, size, text);
    for (const each of lines(pen, text, width - 4 * MARGIN)) {
      pen.fillText(each, width / 2, at);
      at += size * LINE;
    }
    at += size / 2;
  }
}

function label(pen: CanvasRenderingContext2D, text: string): void {
  setLetters(pen, LETTERS * 0.7, text);
  pen.textAlign = "left";
  pen.fillStyle = SHADE;
  const wide = Math.min(pen.measureText(text).width, pen.canvas.width - 4 * MARGIN);
  pen.fillRect(MARGIN, MARGIN, wide + MARGIN, LETTERS * 0.7 * LINE + MARGIN / 2);
  pen.fillStyle = INK;
  pen.fillText(text, MARGIN * 1.5, MARGIN * 1.35, wide);
}

function caption(pen: CanvasRenderingContext2D, text: string): void {
  const { width, height } = pen.canvas;
  setLetters(pen, LETTERS, text);
  const all = lines(pen, text, width - 4 * MARGIN);
  const high = all.length * LETTERS * LINE + MARGIN;
  pen.fillStyle = SHADE;
  pen.fillRect(MARGIN, height - high - MARGIN, width - 2 * MARGIN, high);
  pen.fillStyle = INK;
  pen.textAlign = "center";
  for (const [place, each] of all.entries()) {
    pen.fillText(each, width / 2, height - high - MARGIN / 2 + place * LETTERS * LINE);
  }
}
