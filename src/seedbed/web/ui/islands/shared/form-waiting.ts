// What waits on this phone: always in sight, saved by hand where it cannot be sent, cleared by nobody's mistake.
import { element } from "./data";
import { deviceOf } from "./device";
import { joining } from "./form-joining";
import type { Phone } from "./form-phone";
import { button, group, h, notice, paragraph, show, wrong } from "./form-screen";
import { say } from "./form-words";
import type { Waiting } from "./outbox";
import { rescueFile, saveFile } from "./rescue";
import { roomLeft } from "./room";

const A_DAY = 24 * 3600 * 1000;

/** Say above every screen how much waits, and what is wrong. */
export async function showCounts(phone: Phone): Promise<void> {
  const counts = await phone.outbox.counts();
  const at = element("shift-waiting", HTMLElement);
  const sending = phone.sender.state === "sending" ? ` ${say("sending")}` : "";
  const left = counts.waiting > 0 ? say("waiting", { count: counts.waiting }) + sending : "";
  // Before it joined, nothing is promised: neither that all is sent, nor that it works without a network.
  const joined = (await deviceOf(phone.outbox)) !== null;
  const nothing = counts.waiting + counts.refused === 0 && joined;
  const kept = element("shift", HTMLElement).dataset.offline === "yes";
  element("shift-offline", HTMLElement).textContent = say(joined && kept ? "ready_offline" : "not_ready_offline");
  at.textContent = nothing ? say("all_sent") : left;
  at.dataset.waiting = String(counts.waiting);
  at.dataset.refused = String(counts.refused);
  const late = counts.oldest !== null && Date.now() - Date.parse(counts.oldest) > A_DAY;
  const room = await roomLeft();
  const warnings = [
    late ? say("waiting_long") : "",
    counts.refused > 0 ? say("refused_by_site", { count: counts.refused }) : "",
    phone.sender.state === "unknown_device" ? say("unknown_device") : "",
    phone.sender.state === "enough_today" ? say("enough_today") : "",
    room.nearlyFull ? say("nearly_full") : "",
    (await phone.outbox.setting("receipt_changed")) ? say("number_changed") : "",
  ].filter(Boolean);
  const warned = element("shift-warnings", HTMLElement);
  // Only what has changed, so that screen readers speak of news alone.
  if (warned.textContent !== warnings.join("")) {
    warned.replaceChildren(...warnings.map((each) => notice(false, paragraph(each))));
  }
  badge(counts.waiting);
}

/** Put the number on the icon of the home screen, where phones can: it warns while the page is closed. */
function badge(count: number): void {
  const set = (navigator as { setAppBadge?: (count: number) => Promise<void> }).setAppBadge;
  void set?.call(navigator, count).catch(() => {});
}

/** Show all that is here: what waits, what the site would not take and why. */
export async function showWaiting(phone: Phone): Promise<void> {
  const all = await phone.outbox.all();
  const saved = (await phone.outbox.setting<string[]>("saved")) ?? [];
  const clearable = all.filter((each) => saved.includes(each.id));
  show(
    say("on_this_phone"),
    h("ul", { class: "nhsuk-list nhsuk-list--bullet" }, ...all.map((each) => line(phone, each))),
    group(
      button(say("try_now"), async () => {
        await phone.outbox.tryAgain();
        await phone.sender.send(true);
        await showWaiting(phone);
      }),
      all.length > 0 ? button(say("save_rescue"), () => save(phone), "secondary") : null,
      paragraph(say("rescue_hint")),
      clearable.length > 0 ? button(say("clear_saved"), () => askToClear(phone, clearable), "warning") : null,
      button(say("join_again"), () => joining(phone), "secondary"),
      button(say("back"), () => phone.home(), "secondary"),
    ),
  );
}

function line(phone: Phone, each: Waiting): HTMLLIElement {
  const kind = say(`kind_${each.item.kind}`);
  const kept = new Date(each.keptAt).toLocaleString(document.documentElement.lang);
  const why = each.problem ? [each.problem.what, each.problem.why, each.problem.next].filter(Boolean).join(" ") : "";
  return h(
    "li",
    {},
    `${kind}, ${kept}`,
    each.problem ? h("p", { class: "nhsuk-error-message" }, why || say("not_taken")) : null,
    each.problem ? button(say("set_aside"), () => askToSetAside(phone, each), "secondary") : null,
  );
}

/** What the site did not take is gone from here only when somebody says so twice. */
function askToSetAside(phone: Phone, each: Waiting): void {
  const setAside = async () => {
    if (await phone.sender.setAside(each)) {
      await showWaiting(phone);
    } else {
      wrong(say("no_network"));
    }
  };
  show(
    say("set_aside"),
    h("ul", { class: "nhsuk-list nhsuk-list--bullet" }, h("li", {}, say(`kind_${each.item.kind}`))),
    paragraph(say("set_aside_sure")),
    group(
      button(say("set_aside_yes"), setAside, "warning"),
      button(say("back"), () => showWaiting(phone), "secondary"),
    ),
  );
}

async function save(phone: Phone): Promise<void> {
  try {
    const before = (await phone.outbox.setting<string[]>("saved")) ?? [];
    const rescued = await rescueFile(phone.outbox, before);
    saveFile(rescued.name, rescued.file);
    const now = rescued.saved.map((each) => each.id);
    await phone.outbox.remember("saved", [...new Set([...before, ...now])]);
  } catch {
    wrong(say("not_saved"));
    return;
  }
  await showWaiting(phone);
}

function askToClear(phone: Phone, those: Waiting[]): void {
  const clear = async () => {
    await phone.outbox.clear(those);
    await phone.outbox.remember("saved", null);
    await showWaiting(phone);
  };
  show(
    say("clear_saved"),
    paragraph(say("clear_sure")),
    group(
      button(say("clear_yes"), clear, "warning"),
      button(say("back"), () => showWaiting(phone), "secondary"),
    ),
  );
}
