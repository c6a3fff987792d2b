// Makes a film into a file. Nothing is recorded while it plays: every picture and every sound is put at its own moment,
// so that a slow machine takes longer and leaves nothing out.
import { ArrayBufferTarget, Muxer } from "webm-muxer";
import { CHANNELS, piecesOf, SAMPLES_A_SECOND } from "./mixing";
import { momentsOf, PICTURES_A_SECOND } from "./moments";
import { paint } from "./painting";
import { type Captions, film, type Reel } from "./reel";

const WAITING = 8; // pictures or pieces of sound at most that wait for being made small
const WHOLE_PICTURE = 5; // seconds between two, where players can go to
const HEARD = { sampleRate: SAMPLES_A_SECOND, numberOfChannels: CHANNELS };
const SOUND: AudioEncoderConfig = { codec: "opus", ...HEARD, bitrate: 128_000 };

/** How a film is kept: its captions, without movement, and who is told how much of it is done, from 0 to 1. */
export type Wanted = { captions: Captions; still: boolean; done: (part: number) => void };

function pictures({ width, height }: HTMLCanvasElement): VideoEncoderConfig {
  return { codec: "vp8", width, height, bitrate: 2_500_000, framerate: PICTURES_A_SECOND };
}

/** Say whether this browser can make a film the size of a canvas. */
export async function canKeep(canvas: HTMLCanvasElement): Promise<boolean> {
  if (typeof VideoEncoder !== "function" || typeof AudioEncoder !== "function") {
    return false;
  }
  const answers = [VideoEncoder.isConfigSupported(pictures(canvas)), AudioEncoder.isConfigSupported(SOUND)];
  return (await Promise.all(answers)).every((each) => each.supported === true);
}

/** Return a film as a WebM file, its pictures as large as a canvas, which is left as it is. */
export async function keep(shown: Reel, canvas: HTMLCanvasElement, wanted: Wanted): Promise<Blob> {
  const file = new WebmFile(canvas);
  const reel = await withFilmsOfItsOwn(shown);
  for (const scene of reel.scenes) {
    for await (const piece of piecesOf(scene)) {
      await file.addSound(piece);
    }
    for (const shot of scene.shots) {
      for await (const at of momentsOf(shot)) {
        paint(file.canvas, reel, at, wanted.captions, wanted.still);
        await file.addPicture(at);
        wanted.done(at / reel.seconds);
      }
    }
  }
  return file.finish();
}

/** Films are run through while the file is made: whoever watches meanwhile is not disturbed. */
async function withFilmsOfItsOwn(reel: Reel): Promise<Reel> {
  const scenes = reel.scenes.map(async (scene) => {
    const shots = scene.shots.map(async (shot) => ({ ...shot, film: shot.film && (await film(shot.film.src)) }));
    return { ...scene, shots: await Promise.all(shots) };
  });
  return { ...reel, scenes: await Promise.all(scenes) };
}

class WebmFile {
  readonly canvas = document.createElement("canvas");
  readonly #muxer: Muxer<ArrayBufferTarget>;
  readonly #pictures: VideoEncoder;
  readonly #sound: AudioEncoder;
  #wholeAt = Number.NEGATIVE_INFINITY;
  #failed: Error | null = null;

  constructor(like: HTMLCanvasElement) {
    const { width, height } = like;
    Object.assign(this.canvas, { width, height });
    const muxer = new Muxer({
      target: new ArrayBufferTarget(),
      video: { codec: "V_VP8", width, height, frameRate: PICTURES_A_SECOND },
      audio: { codec: "A_OPUS", ...HEARD },
    });
    const error = (failed: Error) => {
      this.#failed = failed;
    };
    this.#pictures = new VideoEncoder({ output: (chunk, about) => muxer.addVideoChunk(chunk, about), error });
    this.#sound = new AudioEncoder({ output: (chunk, about) => muxer.addAudioChunk(chunk, about), error });
    this.#pictures.configure(pictures(like));
    this.#sound.configure(SOUND);
    this.#muxer = muxer;
  }

  async addSound(piece: AudioData): Promise<void> {
    await this.#room(this.#sound);
    this.#sound.encode(piece);
    piece.close();
  }

  /** Add what the canvas shows now, for a moment of the film in seconds. */
  async addPicture(at: number): Promise<void> {
    await this.#room(this.#pictures);
    const frame = new VideoFrame(this.canvas, { timestamp: Math.round(at * 1e6), duration: 1e6 / PICTURES_A_SECOND });
    const keyFrame = at >= this.#wholeAt + WHOLE_PICTURE;
    this.#wholeAt = keyFrame ? at : this.#wholeAt;
    this.#pictures.encode(frame, { keyFrame });
    frame.close();
  }

  async finish(): Promise<Blob> {
    await Promise.all([this.#pictures.flush(), this.#sound.flush()]);
    this.#pictures.close();
    this.#sound.close();
    this.#muxer.finalize();
    return new Blob([this.#muxer.target.buffer], { type: "video/webm" });
  }

  async #room(encoder: VideoEncoder | AudioEncoder): Promise<void> {
    while (encoder.encodeQueueSize >= WAITING && !this.#failed) {
      await new Promise((done) => encoder.addEventListener("dequeue", done, { once: true }));
    }
    if (this.#failed) {
      throw this.#failed;
    }
  }
}
