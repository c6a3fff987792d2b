// What they agree to: three plain switches, each with the signed sentences that it stands for.
import { signed, unsignedNote, type Wording } from "../shared/form-about";
import { aloud, button, choice, group, h, show, toggle, wrong } from "../shared/form-screen";
import { say } from "../shared/form-words";
import { give } from "./giving";
import { type Kiosk, type Switch, type Visit, type Way, wordingOf } from "./visit";
import { saidNo } from "./welcome";

const STANDS_FOR: Record<Switch, readonly string[]> = {
  words: ["take_part", "quote"],
  media: ["audio", "photo"],
  where: ["show_where"],
};
const NEEDED: Record<Way, Switch> = { speak: "media", write: "words", show_map: "where", photo: "media" };
const CHILDREN = ["under_13", "13_15"];
const BANDS = ["under_13", "13_15", "16_17", "18_plus"];

/** Return the names of what was agreed to, as the site knows them. */
export function scopesOf(visit: Visit): string[] {
  // What they show on the map is sent, or not: no agreement of its own is kept of it.
  return (["words", "media"] as const).filter((each) => visit.agreed[each]).flatMap((each) => [...STANDS_FOR[each]]);
}

/** Go on to a way of telling; ask first where what it needs is not agreed to yet. */
export function onTo(kiosk: Kiosk, visit: Visit, way: Way): void {
  if (mayGoOn(visit) && visit.agreed[NEEDED[way]]) {
    give(kiosk, visit, way);
  } else {
    agreeing(kiosk, visit, way);
  }
}

export function agreeing(kiosk: Kiosk, visit: Visit, way: Way): void {
  const wording = wordingOf(kiosk);
  const sentence = (name: string) => wording?.sentences[name] ?? "";
  const inTheirs = { lang: wording?.language ?? "en", dir: "auto" };
  const told = ["introduction", "safety", "withdrawing"].map(sentence).filter(Boolean);
  const one = (name: Switch) => {
    const words = STANDS_FOR[name].map(sentence).filter(Boolean).join(" ");
    return h(
      "div",
      { class: "sb-kiosk-switch" },
      toggle(say(`agree_${name}`), visit.agreed[name], (on) => {
        visit.agreed[name] = on;
      }),
      words ? h("p", { class: "sb-hint", ...inTheirs }, words) : null,
    );
  };
  const switches = (["words", "media", "where"] as const).map(one);
  const spoken = [...told, ...Object.values(STANDS_FOR).flat().map(sentence)].join(" ");
  show(
    say("agree_title"),
    unsignedNote(wording),
    ...told.map((each) => h("p", inTheirs, each)),
    wording ? aloud(spoken, wording.language) : null,
    h("div", { class: "nhsuk-checkboxes", role: "group", "aria-label": say("agree_title") }, ...switches),
    ...age(visit, wording),
    group(
      button(say("go_on"), () => {
        goOn(kiosk, visit, way);
      }),
      button(say("say_no"), () => saidNo(kiosk), "secondary"),
      button(say("stop"), () => kiosk.home(), "secondary"),
    ),
  );
}

function age(visit: Visit, wording: Wording | null): HTMLElement[] {
  const guardian = toggle(signed(wording, "guardian"), visit.guardian, (on) => {
    visit.guardian = on;
  });
  const assent = toggle(signed(wording, "assent"), visit.assented, (on) => {
    visit.assented = on;
  });
  const child = h("div", { class: "nhsuk-checkboxes nhsuk-form-group" }, guardian, assent);
  child.hidden = !CHILDREN.includes(visit.ageBand);
  const asked = choice(
    say("age"),
    BANDS.map((band) => [band, say(band)] as const),
    visit.ageBand,
    (band) => {
      visit.ageBand = band;
      child.hidden = !CHILDREN.includes(band);
    },
  );
  return [asked, child];
}

function mayGoOn(visit: Visit): boolean {
  return visit.agreed.words && (!CHILDREN.includes(visit.ageBand) || (visit.guardian && visit.assented));
}

function goOn(kiosk: Kiosk, visit: Visit, way: Way): void {
  const needed = NEEDED[way];
  if (!visit.agreed.words) {
    wrong(say("need_words"));
  } else if (!mayGoOn(visit)) {
    wrong(say("need_guardian"));
  } else if (!visit.agreed[needed]) {
    wrong(say(`need_${needed}`));
  } else {
    give(kiosk, visit, way);
  }
}
