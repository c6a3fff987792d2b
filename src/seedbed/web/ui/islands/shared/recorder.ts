// Records what someone says, and stops by itself before it would be too much.

const TYPES = ["audio/webm;codecs=opus", "audio/mp4", "audio/ogg;codecs=opus"];
const BITS_A_SECOND = 32_000; // Speech is clear at this, and an hour is 14 MB.
const PIECE = 1_000; // milliseconds

export type Recorded = { content: Blob; seconds: number };
export type Recording = { stop: () => Promise<Recorded>; cancel: () => void };

/** Whether this browser can record. */
export function canRecord(): boolean {
  return typeof navigator.mediaDevices?.getUserMedia === "function" && typeof MediaRecorder === "function";
}

/** Begin to record; fails where the microphone is not given. `ticked` hears the seconds, `ended` an end by itself. */
export async function startRecording(
  most: { bytes: number; seconds: number },
  ticked: (seconds: number) => void,
  ended: (recorded: Recorded) => void,
): Promise<Recording> {
  const heard = await navigator.mediaDevices.getUserMedia({ audio: true });
  const type = TYPES.find((each) => MediaRecorder.isTypeSupported(each));
  const recorder = new MediaRecorder(heard, { ...(type && { mimeType: type }), audioBitsPerSecond: BITS_A_SECOND });
  const pieces: Blob[] = [];
  const began = performance.now();
  const seconds = () => (performance.now() - began) / 1000;
  let bytes = 0;
  let asked = false;
  const whole = new Promise<Recorded>((done) => {
    recorder.onstop = () => {
      for (const track of heard.getTracks()) {
        track.stop();
      }
      // Without its codecs: sites and browsers agree on the plain type.
      const plain = (recorder.mimeType || type || "audio/webm").split(";")[0] ?? "audio/webm";
      done({ content: new Blob(pieces, { type: plain }), seconds: seconds() });
    };
  });
  recorder.ondataavailable = (event) => {
    pieces.push(event.data);
    bytes += event.data.size;
    ticked(seconds());
    if (recorder.state === "recording" && (bytes > most.bytes * 0.95 || seconds() >= most.seconds)) {
      recorder.stop();
    }
  };
  recorder.start(PIECE);
  void whole.then((recorded) => asked || ended(recorded));
  const stop = () => {
    asked = true;
    if (recorder.state !== "inactive") {
      recorder.stop();
    }
    return whole;
  };
  return { stop, cancel: () => void stop().then(() => pieces.splice(0)) };
}
