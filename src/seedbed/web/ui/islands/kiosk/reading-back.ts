// Read back and put right; then keep it, and hand over the receipt.
import { newItem } from "../shared/capture";
import { isFull } from "../shared/database";
import { describedMedia, handOver } from "../shared/form-receipt";
import { aloud, button, group, h, paragraph, show, tell, wrong } from "../shared/form-screen";
import { language, say } from "../shared/form-words";
import type { Content } from "../shared/outbox";
import { newReceipt, type Receipt } from "../shared/receipts";
import { onTo, scopesOf } from "./agreeing";
import { picture, removal, sound } from "./giving";
import { markName } from "./marking";
import { type Kiosk, plainLanguage, type Visit, wordingOf } from "./visit";
import { ways } from "./welcome";

export function readBack(kiosk: Kiosk, visit: Visit): void {
  const again = () => readBack(kiosk, visit);
  const marks = visit.marks.map((mark, place) => {
    const name = markName(mark, place);
    const remove = removal(name, () => {
      visit.marks = visit.marks.filter((each) => each !== mark);
      again();
    });
    return group(paragraph(name), remove);
  });
  tell("");
  show(
    say("read_back"),
    visit.isEmpty() ? paragraph(say("nothing_yet")) : null,
    visit.words ? h("blockquote", { class: "sb-words", lang: plainLanguage(), dir: "auto" }, visit.words) : null,
    visit.words ? aloud(visit.words, language()) : null,
    visit.words ? button(say("change_words"), () => onTo(kiosk, visit, "write"), "secondary") : null,
    ...visit.recordings.map((each, place) => sound(visit, each, place, again)),
    ...visit.photos.map((each, place) => picture(visit, each, place, again)),
    ...marks,
    visit.isEmpty() ? null : group(button(say("keep"), () => keep(kiosk, visit))),
    h("h2", { class: "nhsuk-heading-m" }, say("add_more")),
    ways((way) => onTo(kiosk, visit, way)),
    button(say("stop"), () => kiosk.home(), "secondary"),
  );
}

async function keep(kiosk: Kiosk, visit: Visit): Promise<void> {
  const receipt = await newReceipt();
  const media = await describedMedia(visit.recordings, visit.photos);
  try {
    await kiosk.phone.outbox.add(contribution(kiosk, visit, receipt, media), media);
  } catch (error) {
    wrong(say(isFull(error) ? "full" : "not_kept"));
    return;
  }
  visit.wipe();
  handOver(
    receipt,
    language(),
    button(say("wipe"), () => kiosk.home()),
    button(say("print"), () => window.print(), "secondary"),
  );
}

function contribution(kiosk: Kiosk, visit: Visit, receipt: Receipt, media: readonly Content[]) {
  const wording = wordingOf(kiosk);
  return newItem("contribution", {
    language: plainLanguage(),
    words: visit.words.trim(),
    mode: visit.recordings.length > 0 ? "spoken" : visit.words.trim() ? "written" : "drawn",
    origin: "resident",
    receipt: { number: receipt.number, digest: receipt.digest },
    consent: {
      scopes: scopesOf(visit),
      wording: wording?.version ?? "",
      language: wording?.language ?? "en",
      how: "on_a_device",
      age_band: visit.ageBand,
      guardian_agreed: visit.guardian,
      assented: visit.assented,
    },
    cards: {},
    // Roughly where: a stretch of street, never a door.
    marks: visit.agreed.where ? visit.marks.map((mark) => ({ ...mark, precision: "street" })) : [],
    media: media.map((each) => each.described),
    blur_faces: visit.photos.length > 0 && visit.blur,
  });
}
