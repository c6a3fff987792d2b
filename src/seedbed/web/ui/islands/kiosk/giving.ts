// Writing, speaking, photos: each a screen of its own.

import { photoField } from "../shared/form-photos";
import { button, group, h, sayWhereCut, show, tell, textBox, toggle, wrong } from "../shared/form-screen";
import { say } from "../shared/form-words";
import { canRecord, startRecording } from "../shared/recorder";
import { marking } from "./marking";
import { readBack } from "./reading-back";
import { type Kiosk, plainLanguage, type Visit, type Way } from "./visit";

const LONGEST = 600; // seconds of one recording

/** Show the screen of one way of telling. */
export function give(kiosk: Kiosk, visit: Visit, way: Way): void {
  const screens = { speak: speaking, write: writing, show_map: marking, photo: picturing };
  screens[way](kiosk, visit);
}

/** The buttons below every such screen; `finish` ends what is under way there, and says whether all of it was kept. */
export function onward(kiosk: Kiosk, visit: Visit, finish: () => boolean = () => true): HTMLElement {
  return group(
    button(say("go_on"), async () => {
      if (!finish()) {
        return; // The screen says what was not kept: nobody should leave it without having seen that.
      }
      await endRecording(visit);
      readBack(kiosk, visit);
    }),
    button(say("stop"), () => kiosk.home(), "secondary"),
  );
}

function writing(kiosk: Kiosk, visit: Visit): void {
  const longest = kiosk.phone.about?.limits.words ?? 20_000;
  const attributes = { lang: plainLanguage(), maxlength: longest, autocomplete: "off" };
  const changed = (words: string) => {
    visit.words = words;
    sayWhereCut(words, longest);
  };
  show(say("welcome"), textBox(say("words"), visit.words, changed, { long: true, attributes }), onward(kiosk, visit));
}

function speaking(kiosk: Kiosk, visit: Visit): void {
  if (!canRecord()) {
    writing(kiosk, visit);
    wrong(say("no_microphone"));
    return;
  }
  const list = h("div", {});
  const fill = () =>
    list.replaceChildren(...visit.recordings.map((each, place) => sound(visit, each, place, () => fill())));
  fill();
  show(say("welcome"), recordButton(kiosk, visit, fill), list, onward(kiosk, visit));
}

/** A recording to hear again, and to take away. */
export function sound(visit: Visit, content: Blob, place: number, changed: () => void): HTMLElement {
  const name = say("recording_number", { number: place + 1 });
  const heard = h("audio", { controls: true, src: visit.address(content), "aria-label": name });
  return group(
    heard,
    removal(name, () => {
      visit.recordings = visit.recordings.filter((each) => each !== content);
      changed();
    }),
  );
}

/** A photo to look at, and to take away. */
export function picture(visit: Visit, content: Blob, place: number, changed: () => void): HTMLElement {
  const name = say("photo_number", { number: place + 1 });
  return group(
    h("img", { src: visit.address(content), alt: name, class: "sb-small-photo" }),
    removal(name, () => {
      visit.photos = visit.photos.filter((each) => each !== content);
      changed();
    }),
  );
}

export function removal(name: string, remove: () => void): HTMLButtonElement {
  return button(say("remove", { name }), remove, "secondary");
}

async function endRecording(visit: Visit): Promise<void> {
  const running = visit.recording;
  visit.recording = null;
  if (running) {
    visit.recordings.push((await running.stop()).content);
  }
}

function recordButton(kiosk: Kiosk, visit: Visit, fill: () => void): HTMLButtonElement {
  const most = { bytes: kiosk.phone.about?.limits.audio ?? 50_000_000, seconds: LONGEST };
  const rest = () => {
    made.textContent = say("record");
    made.classList.remove("nhsuk-button--warning");
    tell("");
    fill();
  };
  const begin = async () => {
    const ticked = (seconds: number) => tell(say("recording", { seconds: Math.floor(seconds) }));
    visit.recording = await startRecording(most, ticked, ({ content }) => {
      visit.recording = null;
      visit.recordings.push(content);
      rest();
    });
    made.textContent = say("stop_recording");
    made.classList.add("nhsuk-button--warning");
  };
  const made = button(say("record"), async () => {
    if (visit.recording) {
      await endRecording(visit);
      rest();
      return;
    }
    try {
      await begin();
    } catch {
      wrong(say("no_microphone"));
    }
  });
  return made;
}

function picturing(kiosk: Kiosk, visit: Visit): void {
  const list = h("div", {});
  const fill = () =>
    list.replaceChildren(...visit.photos.map((each, place) => picture(visit, each, place, () => fill())));
  const camera = photoField(kiosk.phone.about?.limits.photo, { capture: "environment" }, (photos) => {
    visit.photos.push(...photos);
    fill();
  });
  const blur = toggle(say("blur"), visit.blur, (on) => {
    visit.blur = on;
  });
  fill();
  show(say("welcome"), group(...camera), h("div", { class: "nhsuk-checkboxes" }, blur), list, onward(kiosk, visit));
}
