// What was said is described for the outbox; whoever said it takes a receipt home.
import { describe } from "./capture";
import { aloud, group, h, paragraph, show } from "./form-screen";
import { say } from "./form-words";
import type { Content } from "./outbox";
import { grouped, type Receipt } from "./receipts";
import { drawCode } from "./squares";

/** Return recordings and photos with what the site is told of each, recordings first. */
export function describedMedia(recordings: readonly Blob[], photos: readonly Blob[]): Promise<Content[]> {
  const described = async (kind: "audio" | "photo", content: Blob): Promise<Content> => ({
    described: await describe(kind, content),
    content,
  });
  return Promise.all([
    ...recordings.map((each) => described("audio", each)),
    ...photos.map((each) => described("photo", each)),
  ]);
}

/** Show the receipt, with buttons for what comes next. Its second half is on this screen and nowhere else. */
export function handOver(receipt: Receipt, language: string, ...next: HTMLButtonElement[]): void {
  const address = new URL(`/receipt/${receipt.number}/`, window.location.href).href;
  show(
    say("receipt_title"),
    paragraph(say("receipt_hint")),
    drawCode(address, say("receipt_code")),
    h("p", { class: "sb-link-to-copy", dir: "ltr" }, address),
    h(
      "dl",
      { class: "nhsuk-summary-list" },
      row(say("receipt_number"), grouped(receipt.number)),
      row(say("receipt_half"), receipt.secondHalf),
    ),
    aloud(`${grouped(receipt.number)}. ${receipt.secondHalf}`, language),
    group(...next),
  );
}

function row(name: string, value: string): HTMLDivElement {
  return h(
    "div",
    { class: "nhsuk-summary-list__row" },
    h("dt", { class: "nhsuk-summary-list__key" }, name),
    h("dd", { class: "nhsuk-summary-list__value" }, h("strong", { dir: "ltr", class: "sb-receipt-half" }, value)),
  );
}
