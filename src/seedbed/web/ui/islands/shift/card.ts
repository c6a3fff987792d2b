// What they may tell about themselves: in bands, each a choice. Not being asked is not the same as not saying.
import type { CardQuestion } from "../shared/form-about";
import type { Phone, Talk } from "../shared/form-phone";
import { button, choice, group, paragraph, show } from "../shared/form-screen";
import { language, say } from "../shared/form-words";
import { readBack } from "./keeping";
import { telling } from "./telling";

const PREFER_NOT = "prefer_not_to_say";
const AGES: Record<string, readonly [number, number]> = {
  under_13: [0, 12],
  "13_15": [13, 15],
  "16_17": [16, 17],
  "18_plus": [18, 200],
};

/** Return the questions of the card in the language that is spoken now; of ages those alone that may be theirs. */
export function cardOf(phone: Phone, talk: Talk): CardQuestion[] {
  const asked = phone.about?.cards[language()] ?? [];
  return asked.map((each) =>
    each.characteristic === "age" ? { ...each, bands: each.bands.filter((band) => fits(band.id, talk.ageBand)) } : each,
  );
}

/** Say whether somebody of an age that was told may be in a band such as 16_24 or 75_plus. */
function fits(band: string, told: string): boolean {
  const found = /^(\d+)_(?:(\d+)|plus)$/.exec(band);
  const [youngest, oldest] = AGES[told] ?? [0, 200];
  return !found || (Number(found[1]) <= oldest && Number(found[2] ?? 200) >= youngest);
}

/** Return what was told on the card, in words. */
export function toldOnCard(phone: Phone, talk: Talk): string[] {
  return cardOf(phone, talk).flatMap(({ characteristic, asks, bands }) => {
    const told = talk.cards[characteristic];
    const words = told === PREFER_NOT ? say("prefer_not") : bands.find((band) => band.id === told)?.words;
    return words ? [`${asks} ${words}`] : [];
  });
}

export function showCard(phone: Phone, talk: Talk): void {
  const questions = cardOf(phone, talk).map(({ characteristic, asks, bands }) => {
    const choices = [
      ["", say("not_asked")] as const,
      ...bands.map((band) => [band.id, band.words] as const),
      [PREFER_NOT, say("prefer_not")] as const,
    ];
    return choice(asks, choices, talk.cards[characteristic] ?? "", (value) => {
      const { [characteristic]: _gone, ...others } = talk.cards;
      talk.cards = value ? { ...others, [characteristic]: value } : others;
      void phone.keepTalk();
    });
  });
  show(
    say("card_title"),
    paragraph(say("card_hint")),
    ...questions,
    group(
      button(say("go_on"), () => readBack(phone, talk)),
      button(say("back"), () => telling(phone, talk), "secondary"),
    ),
  );
}
