// Mixes what is heard in a scene ahead of time: nothing waits for loudspeakers, so nothing comes late or is left out.
import { type Scene, sound } from "./reel";

export const CHANNELS = 2;
export const SAMPLES_A_SECOND = 48_000;
const PIECE = SAMPLES_A_SECOND; // samples that are handed on at once

type Placed = { at: number; heard: AudioBuffer; seconds: number };

/** Return all that is heard in a scene in pieces that follow each other; silence where nothing is heard. */
export async function* piecesOf(scene: Scene): AsyncGenerator<AudioData> {
  const from = sampleAt(scene.start);
  const ears = new OfflineAudioContext(CHANNELS, sampleAt(scene.start + scene.seconds) - from, SAMPLES_A_SECOND);
  for (const each of [...soundsOf(scene), ...(await soundsOfFilms(scene, ears))]) {
    const source = new AudioBufferSourceNode(ears, { buffer: each.heard });
    source.connect(ears.destination);
    source.start(each.at - scene.start, 0, each.seconds);
  }
  const mixed = await ears.startRendering();
  for (let at = 0; at < mixed.length; at += PIECE) {
    yield piece(mixed, at, from);
  }
}

function sampleAt(seconds: number): number {
  return Math.round(seconds * SAMPLES_A_SECOND);
}

function soundsOf(scene: Scene): Placed[] {
  return scene.sounds.map(({ at, heard }) => ({ at, heard, seconds: heard.duration }));
}

async function soundsOfFilms(scene: Scene, ears: OfflineAudioContext): Promise<Placed[]> {
  const found: Placed[] = [];
  for (const { film, start, seconds } of scene.shots) {
    const heard = film && (await soundIn(film.src, ears));
    if (heard) {
      found.push({ at: start, heard, seconds });
    }
  }
  return found;
}

async function soundIn(address: string, ears: OfflineAudioContext): Promise<AudioBuffer | null> {
  try {
    return await sound(ears, address);
  } catch (error) {
    if (error instanceof DOMException && error.name === "EncodingError") {
      return null; // A film without sound.
    }
    throw error;
  }
}

function piece(mixed: AudioBuffer, at: number, from: number): AudioData {
  const samples = Math.min(PIECE, mixed.length - at);
  const data = new Float32Array(samples * CHANNELS);
  for (let channel = 0; channel < CHANNELS; channel += 1) {
    mixed.copyFromChannel(data.subarray(channel * samples, (channel + 1) * samples), channel, at);
  }
  return new AudioData({
    format: "f32-planar",
    sampleRate: SAMPLES_A_SECOND,
    numberOfFrames: samples,
    numberOfChannels: CHANNELS,
    timestamp: ((from + at) / SAMPLES_A_SECOND) * 1e6,
    data,
  });
}
