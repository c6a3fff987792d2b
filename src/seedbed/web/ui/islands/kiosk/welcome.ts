// The first screen: languages, then the four ways to tell, and a way to say no.

import { element } from "../shared/data";
import { button, group, h, paragraph, show, tell } from "../shared/form-screen";
import { countOne } from "../shared/form-tally";
import { language, languages, say, speak } from "../shared/form-words";
import { agreeing } from "./agreeing";
import { volunteersButton } from "./lock";
import { type Kiosk, utter, Visit, type Way } from "./visit";

export const WAYS: readonly Way[] = ["speak", "write", "show_map", "photo"];

export function showWelcome(kiosk: Kiosk): void {
  const begin = (way: Way) => {
    kiosk.visit = new Visit();
    agreeing(kiosk, kiosk.visit, way);
  };
  show(
    say("welcome"),
    languageRow(kiosk),
    paragraph(say("welcome_hint")),
    ways(begin),
    group(
      button(say("say_no"), () => saidNo(kiosk), "secondary"),
      "speechSynthesis" in window ? button(say("read_aloud"), () => utter(spokenWelcome()), "secondary") : null,
    ),
    volunteersButton(kiosk),
  );
  element("shift", HTMLElement).dataset.screen = "home";
}

/** The four ways, as large buttons. */
export function ways(choose: (way: Way) => void): HTMLElement {
  const buttons = WAYS.map((way) => {
    const made = button(say(way), () => choose(way));
    made.classList.add("sb-kiosk-way");
    return made;
  });
  return h("div", { class: "sb-kiosk-ways", role: "group", "aria-label": say("ways") }, ...buttons);
}

function spokenWelcome(): string {
  return [say("welcome"), say("welcome_hint"), say("ways"), ...WAYS.map((way) => say(way))].join(" ");
}

function languageRow(kiosk: Kiosk): HTMLElement {
  const buttons = languages().map(([code, each]) => {
    const made = h(
      "button",
      {
        type: "button",
        class: "nhsuk-button nhsuk-button--secondary sb-kiosk-language",
        lang: code,
        dir: each.direction,
        "aria-pressed": String(code === language()),
      },
      each.name,
    );
    made.addEventListener("click", () => {
      speak(code);
      showWelcome(kiosk);
      utter(spokenWelcome());
    });
    return made;
  });
  return h("div", { class: "sb-kiosk-languages", role: "group", "aria-label": say("language") }, ...buttons);
}

/** They said no: nothing is kept but that somebody did. */
export async function saidNo(kiosk: Kiosk): Promise<void> {
  await countOne(kiosk.phone, "refusal");
  kiosk.home();
  tell(say("counted"));
}
