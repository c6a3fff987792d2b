// Read back, keep, and hand over the receipt; then the screen is wiped.
import { newItem } from "../shared/capture";
import { isFull } from "../shared/database";
import type { Phone, Talk } from "../shared/form-phone";
import { describedMedia, handOver } from "../shared/form-receipt";
import { aloud, button, group, h, paragraph, show, wrong } from "../shared/form-screen";
import { say, sayOwn } from "../shared/form-words";
import type { Content } from "../shared/outbox";
import { newReceipt, type Receipt } from "../shared/receipts";
import { toldOnCard } from "./card";
import { telling } from "./telling";

export function readBack(phone: Phone, talk: Talk): void {
  const sounds = talk.recordings.map((each, place) =>
    h("audio", {
      controls: true,
      src: URL.createObjectURL(each),
      "aria-label": say("recording_number", { number: place + 1 }),
    }),
  );
  show(
    say("read_back"),
    talk.prompt ? paragraph(sayOwn("prompts", talk.prompt)) : null,
    talk.words ? h("blockquote", { class: "sb-words", lang: talk.language, dir: "auto" }, talk.words) : null,
    talk.words ? aloud(talk.words, talk.language) : null,
    ...sounds,
    ...talk.photos.map((each, place) =>
      h("img", {
        src: URL.createObjectURL(each),
        alt: say("photo_number", { number: place + 1 }),
        class: "sb-small-photo",
      }),
    ),
    talk.photos.length > 0 ? paragraph(say("photos_kept", { count: talk.photos.length })) : null,
    ...agreedTo(phone, talk),
    ...listed(say("card_title"), talk.scopes.includes("card") ? toldOnCard(phone, talk) : []),
    group(
      button(say("keep"), () => keep(phone, talk)),
      button(say("change"), () => telling(phone, talk), "secondary"),
    ),
  );
}

/** What they agreed to, in the sentences they were asked in, so that it can be put right before it is kept. */
function agreedTo(phone: Phone, talk: Talk): HTMLElement[] {
  const asked = phone.about?.wordings.find((each) => each.language === talk.asked)?.sentences ?? {};
  const found = talk.scopes.map((scope) => asked[scope] ?? "").filter(Boolean);
  return listed(say("agree_title"), found, talk.asked);
}

function listed(heading: string, lines: readonly string[], lang = ""): HTMLElement[] {
  if (lines.length === 0) {
    return [];
  }
  // The words run as their language does, the bullets as the page does: else these stand beyond its edge.
  const items = lines.map((each) => h("li", {}, h("bdi", lang ? { lang } : {}, each)));
  return [
    h("h2", { class: "nhsuk-heading-s" }, heading),
    h("ul", { class: "nhsuk-list nhsuk-list--bullet" }, ...items),
  ];
}

async function keep(phone: Phone, talk: Talk): Promise<void> {
  const receipt = await newReceipt();
  const media = await describedMedia(talk.recordings, talk.photos);
  try {
    await phone.finishTalk(contribution(phone, talk, receipt, media), media);
  } catch (error) {
    wrong(say(isFull(error) ? "full" : "not_kept"));
    return;
  }
  const home = button(say("wipe"), () => phone.home());
  handOver(receipt, talk.language, home);
}

function contribution(phone: Phone, talk: Talk, receipt: Receipt, media: readonly Content[]) {
  const wording = phone.about?.wordings.find((each) => each.language === talk.asked);
  return newItem("contribution", {
    language: talk.language,
    words: talk.words.trim(),
    translation: "",
    gist: "",
    prompt: talk.prompt,
    mode: "spoken",
    origin: "resident",
    receipt: { number: receipt.number, digest: receipt.digest },
    consent: {
      scopes: talk.scopes,
      wording: wording?.version ?? "",
      language: talk.asked,
      how: "on_a_device",
      age_band: talk.ageBand,
      guardian_agreed: talk.guardian,
      assented: talk.assented,
    },
    cards: talk.scopes.includes("card") ? talk.cards : {},
    marks: [],
    media: media.map((each) => each.described),
    sticker: talk.sticker,
    blur_faces: talk.photos.length > 0 && talk.blur,
  });
}
