// Plays a film: the clock, the sounds and the films in it. What is seen is drawn by whoever listens.
import { type Reel, sceneAt, shotAt } from "./reel";

const EACH = 40; // milliseconds between two drawings

export class Player {
  readonly reel: Reel;
  playing = false;
  /** Called for every drawing, and when it begins, pauses and ends. */
  changed: () => void = () => {};
  readonly #ears = new AudioContext();
  readonly #out = this.#ears.createGain();
  #position = 0; // seconds, where it stood when it began or paused
  #began = 0; // milliseconds of the page's clock
  #ticks = 0;
  #heard: AudioBufferSourceNode[] = [];

  constructor(reel: Reel) {
    this.reel = reel;
    this.#out.connect(this.#ears.destination);
    for (const film of this.#films()) {
      this.#ears.createMediaElementSource(film).connect(this.#out);
    }
  }

  /** Where it is, in seconds. */
  get at(): number {
    const now = this.playing ? this.#position + (performance.now() - this.#began) / 1000 : this.#position;
    return Math.min(now, this.reel.seconds);
  }

  async play(): Promise<void> {
    if (this.playing) {
      return;
    }
    await this.#ears.resume();
    if (this.#position >= this.reel.seconds) {
      this.#position = 0;
    }
    this.#began = performance.now();
    this.playing = true;
    this.#startSounds();
    this.#ticks = window.setInterval(() => this.#tick(), EACH);
    this.#tick();
  }

  pause(): void {
    this.#position = this.at;
    this.playing = false;
    window.clearInterval(this.#ticks);
    for (const each of this.#heard.splice(0)) {
      each.stop();
    }
    for (const film of this.#films()) {
      film.pause();
    }
    this.changed();
  }

  /** Go to a moment; it goes on from there if it was playing. */
  async go(at: number): Promise<void> {
    const played = this.playing;
    this.pause();
    this.#position = Math.min(Math.max(at, 0), this.reel.seconds);
    this.#seeFilm();
    if (played) {
      await this.play();
    }
    this.changed();
  }

  /** Go to the beginning of the scene before or after this one. */
  async turn(by: number): Promise<void> {
    const now = sceneAt(this.reel, this.at);
    const place = this.reel.scenes.findIndex((each) => each === now) + by;
    const next = this.reel.scenes[Math.min(Math.max(place, 0), this.reel.scenes.length - 1)];
    await this.go(next?.start ?? 0);
  }

  #films(): HTMLVideoElement[] {
    return this.reel.scenes.flatMap((scene) => scene.shots.flatMap((shot) => shot.film ?? []));
  }

  #startSounds(): void {
    for (const { at, heard } of this.reel.scenes.flatMap((scene) => scene.sounds)) {
      if (at + heard.duration > this.#position) {
        const source = new AudioBufferSourceNode(this.#ears, { buffer: heard });
        source.connect(this.#out);
        source.start(this.#ears.currentTime + Math.max(0, at - this.#position), Math.max(0, this.#position - at));
        this.#heard.push(source);
      }
    }
  }

  #tick(): void {
    if (this.at >= this.reel.seconds) {
      this.pause();
      return;
    }
    this.#seeFilm();
    this.changed();
  }

  /** Have the film of this moment run, and no other. */
  #seeFilm(): void {
    const scene = sceneAt(this.reel, this.at);
    const shot = scene && shotAt(scene, this.at);
    for (const film of this.#films()) {
      if (film !== shot?.film) {
        film.pause();
      } else if (film.paused && !film.ended) {
        film.currentTime = this.at - shot.start;
        if (this.playing) {
          void film.play().catch(() => {});
        }
      }
    }
  }
}
