// The language first, then what they agree to: in their language, in words that a speaker has signed.
import { signed, unsignedNote, type Wording } from "../shared/form-about";
import { newTalk, type Phone, type Talk } from "../shared/form-phone";
import { aloud, button, choice, group, h, show, toggle, wrong } from "../shared/form-screen";
import { countOne } from "../shared/form-tally";
import { language, languages, say, speak, spoken } from "../shared/form-words";
import { telling } from "./telling";

const SCOPES = ["take_part", "quote", "audio", "photo", "card", "public_display", "secondary_use"];
const CHILDREN = ["under_13", "13_15"];

/** Ask which language to speak; where words were signed in none but English, it is the one that the form speaks. */
export function beginTalk(phone: Phone): void {
  const wordings = phone.about?.wordings ?? [];
  const first = wordings[0];
  if (wordings.length === 1 && first) {
    agreeing(phone, first, language());
    return;
  }
  const names = (code: string) => new Intl.DisplayNames([code], { type: "language" }).of(code) ?? code;
  const one = (code: string, name: string, wording: Wording) => {
    const made = button(name, () => agreeing(phone, wording, code), "secondary");
    made.lang = code;
    return made;
  };
  const known = wordings.map((each) => spoken(each.language));
  const others = languages().filter(([code]) => !known.includes(code));
  const choices = [
    ...wordings.map((each) => one(each.language, names(each.language), each)),
    ...wordings.slice(0, 1).flatMap((english) => others.map(([code, each]) => one(code, each.name, english))),
  ];
  show(
    say("language_question"),
    ...choices,
    button(say("back"), () => phone.home(), "secondary"),
  );
}

/** Ask in sentences that were signed, while all else is in the language that is spoken. */
function agreeing(phone: Phone, wording: Wording, code: string): void {
  speak(code);
  const talk = newTalk(plain(code), wording.language, phone.about?.prompts[0] ?? "");
  phone.talk = talk;
  const told = ["introduction", "safety", "withdrawing"].map((name) => wording.sentences[name] ?? "");
  const scopes = SCOPES.filter((name) => wording.sentences[name]);
  const asked = scopes.map((name) => wording.sentences[name] ?? "");
  const child = h("div", { hidden: true }, ...guardianToggles(talk, wording));
  const bands = ["under_13", "13_15", "16_17", "18_plus"].map((band) => [band, say(band)] as const);
  const age = choice(say("age"), bands, talk.ageBand, (band) => {
    talk.ageBand = band;
    child.hidden = !CHILDREN.includes(band);
  });
  show(
    say("agree_title"),
    unsignedNote(wording),
    ...told.map((each) => h("p", { lang: wording.language, dir: "auto" }, each)),
    aloud([...told, ...asked].join(" "), wording.language),
    h(
      "div",
      {
        class: "nhsuk-checkboxes nhsuk-form-group",
        role: "group",
        "aria-label": say("agree_title"),
      },
      ...scopes.map((name) => toggle(signed(wording, name), false, (on) => setScope(talk, name, on))),
    ),
    age,
    child,
    group(
      button(say("go_on"), () => goOn(phone, talk)),
      button(say("refused"), () => saidNo(phone), "secondary"),
      button(say("back"), () => stop(phone), "secondary"),
    ),
  );
}

function guardianToggles(talk: Talk, wording: Wording): HTMLElement[] {
  const guardian = toggle(signed(wording, "guardian"), false, (on) => {
    talk.guardian = on;
  });
  const assent = toggle(signed(wording, "assent"), false, (on) => {
    talk.assented = on;
  });
  return [h("div", { class: "nhsuk-checkboxes nhsuk-form-group" }, guardian, assent)];
}

/** Return a language of the form without its country, as words are kept; one that the form does not speak as it is. */
function plain(code: string): string {
  return spoken(code) === code ? (code.split("-")[0] ?? code) : code;
}

function setScope(talk: Talk, name: string, on: boolean): void {
  const others = talk.scopes.filter((each) => each !== name);
  talk.scopes = on ? [...others, name] : others;
}

async function goOn(phone: Phone, talk: Talk): Promise<void> {
  if (!talk.scopes.includes("take_part")) {
    wrong(say("need_take_part"));
  } else if (CHILDREN.includes(talk.ageBand) && !(talk.guardian && talk.assented)) {
    wrong(say("need_guardian"));
  } else {
    await phone.keepTalk();
    telling(phone, talk);
  }
}

/** They said no: nothing of them is kept but that somebody did. */
async function saidNo(phone: Phone): Promise<void> {
  await phone.forgetTalk();
  await phone.home();
  await countOne(phone, "refusal");
}

async function stop(phone: Phone): Promise<void> {
  await phone.forgetTalk();
  await phone.home();
}
