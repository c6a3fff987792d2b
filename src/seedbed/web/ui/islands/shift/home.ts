// The first screen of a phone that joined: what pairs do all day, in large buttons.
import { newItem } from "../shared/capture";
import { element } from "../shared/data";
import type { Phone } from "../shared/form-phone";
import { button, group, h, notice, paragraph, show, tell } from "../shared/form-screen";
import { counting, countWithUndo } from "../shared/form-tally";
import { showWaiting } from "../shared/form-waiting";
import { language, languages, say, speak, time } from "../shared/form-words";
import { beginTalk } from "./agreeing";

const CHECKED = "checked_in_at";
const HELPED = "helped_at";

/** Show the first screen, in the language of whoever holds the phone. */
export async function showHome(phone: Phone): Promise<void> {
  speak((await phone.outbox.setting<string>("language")) ?? language());
  const about = phone.about;
  const [checked, joined, helped] = await Promise.all(
    [CHECKED, "joined_at", HELPED].map((name) => phone.outbox.setting<string>(name)),
  );
  show(
    about?.event || about?.place || say("title"),
    about?.event ? paragraph(about.place) : null,
    helped
      ? notice(
          true,
          paragraph(say("help_called", { time: time(new Date(helped)), button: say("safe") })),
          ...callLead(phone),
        )
      : null,
    helped ? null : due(phone, checked ?? null, joined ?? null),
    group(
      button(say("talk"), () => beginTalk(phone)),
      button(say("count"), () => counting(phone), "secondary"),
      button(say("refused"), () => countWithUndo(phone, "refusal"), "secondary"),
      button(say("nobody"), () => countWithUndo(phone, "not_at_home"), "secondary"),
    ),
    group(
      button(say("safe"), () => saySafe(phone), "secondary"),
      button(say("help"), () => callForHelp(phone), "warning"),
    ),
    group(button(say("on_this_phone"), () => showWaiting(phone), "secondary")),
    languageRow(phone),
  );
  element("shift", HTMLElement).dataset.screen = "home";
}

/** Say when they last said that they are safe; joining is no such word. */
function due(phone: Phone, checked: string | null, joined: string | null): HTMLElement | null {
  const since = checked ?? joined;
  if (since === null) {
    return null;
  }
  const late = Date.now() - Date.parse(since) > (phone.about?.checkInMinutes ?? 60) * 60_000;
  const about = { time: time(new Date(since)) };
  if (late) {
    return notice(true, paragraph(checked ? say("check_due", about) : say("first_check_due", about)));
  }
  return paragraph(checked ? say("last_check", about) : say("first_check", about));
}

/** The number of whoever leads the shift, to be pressed; it is on the phone, so that no network is needed for it. */
function callLead(phone: Phone): HTMLElement[] {
  const number = phone.about?.leadPhone ?? "";
  if (!number) {
    return [paragraph(say("help_no_number"))];
  }
  const link = h("a", { href: `tel:${number.replaceAll(/[^0-9+]/g, "")}`, class: "nhsuk-button sb-wide-button" });
  link.append(`${say("help_call")} `, h("bdi", { dir: "ltr" }, number.replaceAll(" ", "\u00a0")));
  return [h("p", {}, link)];
}

/** Tell whoever leads the shift that both are well. */
async function saySafe(phone: Phone): Promise<void> {
  await phone.outbox.add(newItem("check_in", { people: 2, safe: true }));
  await phone.outbox.remember(CHECKED, new Date().toISOString());
  await phone.outbox.remember(HELPED, null);
  await phone.sender.send(true);
  await showHome(phone);
  tell(say("checked_in"));
}

/** Call for help: first whom to call stands here, whatever becomes of the message; then whether the site has it. */
async function callForHelp(phone: Phone): Promise<void> {
  const status = h("p", { role: "status" }, say("help_sending"));
  show(
    say("help"),
    notice(true, paragraph(say("help_now")), ...callLead(phone)),
    status,
    button(say("back"), () => phone.home(), "secondary"),
  );
  const item = newItem("check_in", { people: 2, safe: false });
  await phone.outbox.add(item);
  await phone.outbox.remember(HELPED, new Date().toISOString());
  const toldOf = async () => {
    const waits = (await phone.outbox.all()).some((each) => each.id === item.id);
    const now = say(waits ? "help_waits" : "help_sent");
    if (status.isConnected && status.textContent !== now) {
      status.textContent = now;
    }
  };
  await phone.sender.send(true);
  await toldOf();
  phone.outbox.changed(() => void toldOf());
}

function languageRow(phone: Phone): HTMLElement {
  const others = languages().filter(([code]) => code !== language());
  const buttons = others.map(([code, each]) => {
    const made = h(
      "button",
      { type: "button", class: "sb-languages__button", lang: code, dir: each.direction },
      each.name,
    );
    made.addEventListener("click", () => {
      void phone.outbox.remember("language", code).then(() => showHome(phone));
    });
    return made;
  });
  return h("nav", { class: "sb-languages__list", "aria-label": say("language") }, ...buttons);
}
