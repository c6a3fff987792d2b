// What a film of a walk is made of, and when each part of it is seen and heard.

export type ToldStop = {
  number: number;
  name: string;
  about: string;
  said: string;
  language: string;
  translation: string;
  seconds: number; // At least, to read its words.
  pictures: string[];
  films: string[];
  sounds: string[];
};
export type Told = { title: string; under: string; stops: ToldStop[] };
export type Captions = "said" | "english" | "none";
export type Cue = { text: string; language: string };
export type Shot = { start: number; seconds: number; picture: HTMLImageElement | null; film: HTMLVideoElement | null };
export type Sound = { at: number; heard: AudioBuffer };
/** One stop on the screen; the title is a scene without a stop. */
export type Scene = { start: number; seconds: number; stop: ToldStop | null; shots: Shot[]; sounds: Sound[] };
export type Reel = { told: Told; scenes: Scene[]; seconds: number; leftOut: number };

const TITLE = 4; // seconds
const BREATH = 1; // after a sound
const LEAST_SHOT = 4;
const LONGEST_FILM = 180; // where a film does not say how long it is
const LONGEST_CUE = 110; // letters

/** Fetch all that is seen and heard; what does not come is left out and counted. */
export async function load(told: Told): Promise<Reel> {
  const ears = new OfflineAudioContext(2, 48_000, 48_000);
  let leftOut = 0;
  const all = async <Made>(addresses: string[], make: (address: string) => Promise<Made>): Promise<Made[]> => {
    const tried = await Promise.allSettled(addresses.map(make));
    const made = tried.flatMap((each) => (each.status === "fulfilled" ? [each.value] : []));
    leftOut += tried.length - made.length;
    return made;
  };
  const scenes: Scene[] = [];
  const end = () => scenes.reduce((sum, each) => sum + each.seconds, 0);
  const still = { start: 0, seconds: TITLE, picture: null, film: null };
  scenes.push({ start: 0, seconds: TITLE, stop: null, shots: [still], sounds: [] });
  for (const stop of told.stops) {
    const pictures = await all(stop.pictures, picture);
    const films = await all(stop.films, film);
    const sounds = await all(stop.sounds, (address) => sound(ears, address));
    scenes.push(sceneOf(stop, end(), pictures, films, sounds));
  }
  return { told, scenes, seconds: end(), leftOut };
}

function sceneOf(
  stop: ToldStop,
  start: number,
  pictures: HTMLImageElement[],
  films: HTMLVideoElement[],
  sounds: AudioBuffer[],
): Scene {
  // Films have their own sound: what was recorded apart is heard with the pictures after them.
  const shots: Shot[] = [];
  let at = start;
  for (const each of films) {
    const seconds = Number.isFinite(each.duration) ? each.duration : LONGEST_FILM;
    shots.push({ start: at, seconds, picture: null, film: each });
    at += seconds;
  }
  const placed: Sound[] = [];
  let heardUntil = at;
  for (const heard of sounds) {
    placed.push({ at: heardUntil, heard });
    heardUntil += heard.duration + BREATH;
  }
  const needed = Math.max(heardUntil - at, stop.seconds - (at - start), pictures.length * LEAST_SHOT);
  const seen = pictures.length > 0 ? pictures : needed > 0 ? [null] : [];
  for (const each of seen) {
    const seconds = needed / seen.length;
    shots.push({ start: at, seconds, picture: each, film: null });
    at += seconds;
  }
  return { start, seconds: at - start, stop, shots, sounds: placed };
}

async function picture(address: string): Promise<HTMLImageElement> {
  const made = new Image();
  made.src = address;
  await made.decode();
  return made;
}

/** Fetch what is heard in a sound or a film. */
export async function sound(ears: OfflineAudioContext, address: string): Promise<AudioBuffer> {
  const answer = await fetch(address);
  if (!answer.ok) {
    throw new Error(`${address} answered ${answer.status}`);
  }
  return ears.decodeAudioData(await answer.arrayBuffer());
}

/** Fetch a film, so far that it is known how large and how long it is. */
export function film(address: string): Promise<HTMLVideoElement> {
  return new Promise((done, fail) => {
    const made = document.createElement("video");
    made.playsInline = true;
    made.preload = "auto";
    made.onloadedmetadata = () => done(made);
    made.onerror = () => fail(new Error(`${address} cannot be played`));
    made.src = address;
  });
}

/** Return the scene of a moment. */
export function sceneAt(reel: Reel, at: number): Scene | null {
  return reel.scenes.findLast((each) => at >= each.start) ?? null;
}

/** Return the shot of a moment. */
export function shotAt(scene: Scene, at: number): Shot | null {
  return scene.shots.findLast((each) => at >= each.start) ?? scene.shots[0] ?? null;
}

/** Return the words of a moment: each piece as long as its letters take of the whole scene. */
export function cueAt(scene: Scene, at: number, captions: Captions): Cue | null {
  const all = scene.stop ? cues(scene.stop, captions) : [];
  const letters = all.reduce((sum, each) => sum + each.text.length, 0);
  let until = scene.start;
  for (const each of all) {
    until += (scene.seconds * each.text.length) / letters;
    if (at < until) {
      return each;
    }
  }
  return all.at(-1) ?? null;
}

function cues(stop: ToldStop, captions: Captions): Cue[] {
  if (captions === "none") {
    return [];
  }
  const english = captions === "english" && stop.translation !== "";
  const said = english ? stop.translation : stop.said;
  return [...pieces(stop.about, ""), ...(said ? pieces(`“${said}”`, english ? "en" : stop.language) : [])];
}

function pieces(text: string, language: string): Cue[] {
  const found: string[] = [];
  for (const word of text.split(/\s+/).filter(Boolean)) {
    const last = found.at(-1);
    if (last !== undefined && last.length + word.length < LONGEST_CUE) {
      found[found.length - 1] = `${last} ${word}`;
    } else {
      found.push(word);
    }
  }
  return found.map((each) => ({ text: each, language }));
}
