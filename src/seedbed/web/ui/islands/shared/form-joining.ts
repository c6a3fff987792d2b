// Joining a shift: the code once, then this phone has a token of its own.
import { type Device, keepDevice, problemIn, read } from "./device";
import { refresh } from "./form-about";
import type { Phone } from "./form-phone";
import { button, h, notice, paragraph, show, textBox, wrong } from "./form-screen";
import { say } from "./form-words";
import { clearsUnvisited } from "./offline";

type Joined = { device: string; token: string };
const NUMBER = "joining_as";

/** Ask for the code and the pair's first names. */
export function joining(phone: Phone): void {
  let code = decodeURIComponent(window.location.hash.replace(/^#join=/, ""));
  let name = "";
  const install = clearsUnvisited()
    ? notice(
        false,
        h("h2", { class: "nhsuk-heading-m" }, say("install")),
        paragraph(say("install_why")),
        paragraph(say("install_how")),
      )
    : null;
  show(
    say("join"),
    install,
    textBox(
      say("code"),
      code,
      (value) => {
        code = value;
      },
      { hint: say("code_hint"), attributes: { autocomplete: "off", autocapitalize: "none", spellcheck: "false" } },
    ),
    textBox(
      say("your_names"),
      name,
      (value) => {
        name = value;
      },
      { hint: say("your_names_hint"), attributes: { maxlength: 80, autocomplete: "off" } },
    ),
    button(say("join_button"), () => join(phone, code.trim(), name.trim())),
  );
}

async function join(phone: Phone, code: string, name: string): Promise<void> {
  if (!code) {
    wrong(say("no_code"));
    return;
  }
  // The same number each time, so that asking again after a lost answer makes no second device.
  const number = (await phone.outbox.setting<string>(NUMBER)) ?? crypto.randomUUID();
  await phone.outbox.remember(NUMBER, number);
  let answer: Response;
  try {
    answer = await fetch(`/capture/join/${encodeURIComponent(code)}/`, {
      method: "POST",
      headers: { Accept: "application/json", "Content-Type": "application/json" },
      body: JSON.stringify({ name, number }),
      credentials: "omit",
      redirect: "manual",
    });
  } catch {
    wrong(say("no_network"));
    return;
  }
  if (!answer.ok) {
    const problem = await problemIn(answer);
    wrong([problem.what, problem.why, problem.next].filter(Boolean).join(" ") || say("no_shift"));
    return;
  }
  const joined = await read<Joined>(answer);
  if (!joined?.token) {
    wrong(say("no_network"));
    return;
  }
  await began(phone, { number: joined.device, token: joined.token });
}

async function began(phone: Phone, device: Device): Promise<void> {
  await keepDevice(phone.outbox, device);
  await phone.outbox.remember(NUMBER, null);
  await phone.outbox.remember("joined_at", new Date().toISOString());
  for (const said of ["checked_in_at", "helped_at"]) {
    await phone.outbox.remember(said, null); // It was said on another shift.
  }
  // The code must not stay in the address, where the next person reads it.
  window.history.replaceState(null, "", window.location.pathname);
  phone.about = await refresh(phone.outbox, device);
  await phone.sender.send(true);
  await phone.home();
}
