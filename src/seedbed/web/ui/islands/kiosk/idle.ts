// Somebody walked away: the kiosk asks aloud, waits, and wipes itself.
import { element } from "../shared/data";
import { button, h } from "../shared/form-screen";
import { say } from "../shared/form-words";
import { watchIdle } from "../shared/wiping";
import { type Kiosk, utter } from "./visit";

const EVERY = 10; // seconds between two spoken warnings
const AFTER = 60;
const TIME = 30;

type Told = { idleAfter?: number; timeToGoOn?: number };

/** Watch over visits from now on; on the first screen there is nothing to wipe. */
export function watchOver(kiosk: Kiosk, told: Told): void {
  let before: Element | null = null;
  let words: HTMLElement | null = null;
  const dialog = element("kiosk-idle", HTMLElement);
  const close = () => {
    if (!dialog.hidden) {
      dialog.hidden = true;
      dialog.replaceChildren();
      words = null;
      window.speechSynthesis?.cancel();
      if (before instanceof HTMLElement && before.isConnected) {
        before.focus();
      }
    }
  };
  const open = () => {
    before = document.activeElement;
    words = h("p", { "aria-live": "off" });
    const more = button(say("need_time"), close);
    const heading = h("h2", { class: "nhsuk-heading-l", id: "kiosk-idle-words" }, say("still_there"));
    dialog.replaceChildren(heading, words, more);
    dialog.hidden = false;
    more.focus();
  };
  watchIdle({
    after: told.idleAfter ?? AFTER,
    time: told.timeToGoOn ?? TIME,
    warn: (seconds) => {
      if (kiosk.visit === null) {
        return;
      }
      const text = say("idle_words", { seconds });
      if (dialog.hidden) {
        open();
        beep();
        utter(`${say("still_there")} ${text}`);
      } else if (seconds % EVERY === 0) {
        utter(text);
      }
      if (words) {
        words.textContent = text;
      }
    },
    calm: close,
    wipe: () => {
      close();
      if (kiosk.visit !== null || kiosk.menuOpen) {
        kiosk.home();
      }
    },
  });
}

/** A short tone, for devices that have no voice in the language. */
function beep(): void {
  try {
    const sounding = new AudioContext();
    const tone = sounding.createOscillator();
    tone.connect(sounding.destination);
    tone.start();
    tone.stop(sounding.currentTime + 0.4);
    tone.onended = () => void sounding.close();
  } catch {
    // A device without sound still shows it.
  }
}
