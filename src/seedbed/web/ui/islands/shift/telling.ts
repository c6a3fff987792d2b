// What they say: written down, recorded, photographed; all of it kept at every step.

import type { Phone, Talk } from "../shared/form-phone";
import { photoField } from "../shared/form-photos";
import {
  aloud,
  button,
  choice,
  group,
  h,
  saysSomething,
  sayWhereCut,
  show,
  tell,
  textBox,
  toggle,
  wrong,
} from "../shared/form-screen";
import { say, sayOwn } from "../shared/form-words";
import { canRecord, startRecording } from "../shared/recorder";
import { cardOf, showCard } from "./card";
import { readBack } from "./keeping";

const LONGEST = 3600; // seconds of one recording

/** Ask, and take down the answer. */
export function telling(phone: Phone, talk: Talk): void {
  const questions = phone.about?.prompts ?? [];
  const spoken = (text: string) => sayOwn("prompts", text);
  const asked = h("p", { class: "nhsuk-lede-text", dir: "auto" }, spoken(talk.prompt));
  const question = choice(
    say("question"),
    [...questions.map((each) => [each, spoken(each)] as const)],
    talk.prompt,
    (text) => {
      talk.prompt = text;
      asked.textContent = spoken(text);
      void phone.keepTalk();
    },
  );
  const stickers = (phone.about?.categories ?? []).map((each) => [each, sayOwn("categories", each)] as const);
  show(
    say("what_they_say"),
    questions.length > 0 ? asked : null,
    questions.length > 0 ? aloud(() => spoken(talk.prompt), talk.language) : null,
    questions.length > 1
      ? h(
          "details",
          { class: "nhsuk-details" },
          h(
            "summary",
            { class: "nhsuk-details__summary" },
            h("span", { class: "nhsuk-details__summary-text" }, say("other_question")),
          ),
          h("div", { class: "nhsuk-details__text" }, question),
        )
      : null,
    wordsBox(phone, talk),
    talk.scopes.includes("audio") && canRecord() ? recordings(phone, talk) : null,
    talk.scopes.includes("photo") ? photos(phone, talk) : null,
    stickers.length > 0
      ? choice(say("sticker"), [["", say("none")], ...stickers], talk.sticker, (value) => {
          talk.sticker = value;
          void phone.keepTalk();
        })
      : null,
    group(
      button(say("go_on"), () => goOn(phone, talk)),
      button(say("stop"), () => stop(phone), "secondary"),
    ),
  );
}

function wordsBox(phone: Phone, talk: Talk): HTMLElement {
  let soon = 0;
  const longest = phone.about?.limits.words ?? 20_000;
  return textBox(
    say("words"),
    talk.words,
    (words) => {
      talk.words = words;
      sayWhereCut(words, longest);
      window.clearTimeout(soon);
      soon = window.setTimeout(() => void phone.keepTalk(), 300);
    },
    { long: true, attributes: { lang: talk.language, maxlength: longest } },
  );
}

function recordings(phone: Phone, talk: Talk): HTMLElement {
  const list = h("div", {});
  const fill = () => list.replaceChildren(...talk.recordings.map((each, place) => one(each, place)));
  const one = (content: Blob, place: number) => {
    const name = say("recording_number", { number: place + 1 });
    const sound = h("audio", { controls: true, src: URL.createObjectURL(content), "aria-label": name });
    return h("div", { class: "nhsuk-form-group" }, sound, removal(phone, talk.recordings, content, name, fill));
  };
  fill();
  return group(recordButton(phone, talk, fill), list);
}

function recordButton(phone: Phone, talk: Talk, fill: () => void): HTMLButtonElement {
  const most = { bytes: phone.about?.limits.audio ?? 50_000_000, seconds: LONGEST };
  const rest = () => {
    made.textContent = say("record");
    made.classList.remove("nhsuk-button--warning");
    fill();
  };
  const begin = async () => {
    const ticked = (seconds: number) => tell(say("recording", { seconds: Math.floor(seconds) }));
    phone.recording = await startRecording(most, ticked, ({ content }) => {
      phone.recording = null;
      talk.recordings.push(content);
      void phone.keepTalk().then(rest);
    });
    made.textContent = say("stop_recording");
    made.classList.add("nhsuk-button--warning");
  };
  const made = button(
    say("record"),
    async () => {
      if (phone.recording) {
        await phone.endRecording();
        rest();
        return;
      }
      try {
        await begin();
      } catch {
        wrong(say("no_microphone"));
      }
    },
    "secondary",
  );
  return made;
}

function photos(phone: Phone, talk: Talk): HTMLElement {
  const list = h("div", {});
  const fill = () => list.replaceChildren(...talk.photos.map((each, place) => one(each, place)));
  const one = (content: Blob, place: number) => {
    const name = say("photo_number", { number: place + 1 });
    const picture = h("img", { src: URL.createObjectURL(content), alt: name, class: "sb-small-photo" });
    return h("div", { class: "nhsuk-form-group" }, picture, removal(phone, talk.photos, content, name, fill));
  };
  const camera = photoField(phone.about?.limits.photo, { multiple: true }, (photos) => {
    talk.photos.push(...photos);
    void phone.keepTalk().then(fill);
  });
  fill();
  const blur = toggle(say("blur"), talk.blur, (on) => {
    talk.blur = on;
  });
  return h("div", { class: "nhsuk-form-group" }, ...camera, h("div", { class: "nhsuk-checkboxes" }, blur), list);
}

function removal(phone: Phone, all: Blob[], content: Blob, name: string, fill: () => void): HTMLButtonElement {
  const remove = async () => {
    all.splice(all.indexOf(content), 1);
    await phone.keepTalk();
    fill();
  };
  return button(say("remove", { name }), remove, "secondary");
}

async function goOn(phone: Phone, talk: Talk): Promise<void> {
  await phone.endRecording(); // Whoever forgets to stop it loses nothing.
  if (!saysSomething(talk.words) && talk.recordings.length === 0 && talk.photos.length === 0) {
    wrong(say("need_something"));
    return;
  }
  await phone.keepTalk();
  if (talk.scopes.includes("card") && cardOf(phone, talk).length > 0) {
    showCard(phone, talk);
  } else {
    readBack(phone, talk);
  }
}

async function stop(phone: Phone): Promise<void> {
  await phone.forgetTalk();
  await phone.home();
}
