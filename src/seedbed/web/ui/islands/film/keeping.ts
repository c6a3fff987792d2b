// Records a film while it plays: the pictures as they are drawn, with all sounds mixed.
import { withLength } from "../shared/webm";
import type { Player } from "./player";

const TYPES = ["video/webm;codecs=vp8,opus", "video/webm"];
const PICTURES_A_SECOND = 24;
const BITS_A_SECOND = 2_500_000;

export function canKeep(canvas: HTMLCanvasElement): boolean {
  const records = typeof MediaRecorder === "function" && TYPES.some((each) => MediaRecorder.isTypeSupported(each));
  return records && typeof canvas.captureStream === "function";
}

/** Play from the beginning and return what was seen and heard; null where somebody paused it. */
export async function record(player: Player, canvas: HTMLCanvasElement): Promise<Blob | null> {
  const heard = player.listen();
  const seen = canvas.captureStream(PICTURES_A_SECOND);
  const stream = new MediaStream([...seen.getVideoTracks(), ...heard.stream.getAudioTracks()]);
  const type = TYPES.find((each) => MediaRecorder.isTypeSupported(each)) ?? "";
  const recorder = new MediaRecorder(stream, { mimeType: type, videoBitsPerSecond: BITS_A_SECOND });
  const pieces: Blob[] = [];
  recorder.ondataavailable = (event) => pieces.push(event.data);
  const stopped = new Promise<void>((done) => {
    recorder.onstop = () => done();
  });
  await player.go(0);
  recorder.start(1000);
  const began = performance.now();
  await player.play();
  await paused(player);
  const seconds = (performance.now() - began) / 1000;
  const whole = player.at >= player.reel.seconds;
  recorder.stop();
  await stopped;
  heard.end();
  for (const track of seen.getTracks()) {
    track.stop();
  }
  return whole ? withLength(new Blob(pieces, { type: "video/webm" }), seconds) : null;
}

function paused(player: Player): Promise<void> {
  return new Promise((done) => {
    const looks = window.setInterval(() => {
      if (!player.playing) {
        window.clearInterval(looks);
        done();
      }
    }, 50);
  });
}
