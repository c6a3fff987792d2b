// The kiosk stays a kiosk: full screen, and a menu that only the volunteers' code opens.
import { sha256 } from "../shared/capture";
import { deviceOf } from "../shared/device";
import { button, group, paragraph, show, textBox, wrong } from "../shared/form-screen";
import { showWaiting } from "../shared/form-waiting";
import { say } from "../shared/form-words";
import { fetchGround } from "./ground";
import type { Kiosk } from "./visit";

const MOST_TRIES = 5;
const PAUSE = 30_000; // milliseconds

let tries = 0;
let notBefore = 0;
let open = false; // The code was typed: the full screen may be left.

export function volunteersButton(kiosk: Kiosk): HTMLElement {
  return group(
    document.fullscreenEnabled && !document.fullscreenElement
      ? button(say("full_screen"), () => enterFullScreen(), "secondary")
      : null,
    button(say("volunteers"), () => askForCode(kiosk), "secondary"),
  );
}

/** Fill the screen, and keep the keys that leave it where the browser lets pages do so. */
async function enterFullScreen(): Promise<void> {
  open = false;
  try {
    await document.documentElement.requestFullscreen({ navigationUI: "hide" });
    const keys = (navigator as { keyboard?: { lock?: (keys: string[]) => Promise<void> } }).keyboard;
    await keys?.lock?.(["Escape"]);
  } catch {
    // Some devices have none; docs say how else to lock them.
  }
}

/** Cover the kiosk when somebody leaves the full screen without the code, and close the menu of the right button. */
export function keepLocked(kiosk: Kiosk): void {
  document.addEventListener("contextmenu", (event) => event.preventDefault());
  document.addEventListener("fullscreenchange", () => {
    if (document.fullscreenElement === null && !open) {
      kiosk.home();
      askForCode(kiosk, true);
    }
  });
}

function askForCode(kiosk: Kiosk, left = false): void {
  let code = "";
  const box = textBox(
    say("volunteer_code"),
    "",
    (value) => {
      code = value;
    },
    { attributes: { inputmode: "numeric", autocomplete: "off", maxlength: 12 } },
  );
  const typed = box.querySelector("input");
  if (typed) {
    typed.type = "password"; // Whoever stands behind must not read it.
  }
  const back = async () => {
    if (left) {
      await enterFullScreen();
    }
    kiosk.home();
  };
  show(
    say(left ? "locked" : "volunteers"),
    left ? paragraph(say("locked_hint")) : null,
    box,
    group(
      button(say("go_on"), () => tryCode(kiosk, code.trim()), left ? "secondary" : ""),
      button(say(left ? "full_screen" : "back"), back, left ? "" : "secondary"),
    ),
  );
}

async function tryCode(kiosk: Kiosk, code: string): Promise<void> {
  if (Date.now() < notBefore) {
    wrong(say("too_many_tries"));
    return;
  }
  const device = await deviceOf(kiosk.phone.outbox);
  const told = (kiosk.phone.about as { kiosk?: { lock?: string } } | null)?.kiosk;
  const typed = await sha256(new TextEncoder().encode(`${device?.number} ${code}`));
  if (!told?.lock || typed !== told.lock) {
    tries += 1;
    if (tries % MOST_TRIES === 0) {
      notBefore = Date.now() + PAUSE;
    }
    wrong(say("wrong_code"));
    return;
  }
  tries = 0;
  menu(kiosk);
}

function menu(kiosk: Kiosk): void {
  open = true;
  kiosk.menuOpen = true;
  kiosk.phone.home = async () => menu(kiosk); // Where the screens of what waits go back to.
  const leave = async () => {
    await document.exitFullscreen();
    menu(kiosk);
  };
  show(
    say("volunteers"),
    paragraph(say(kiosk.ground?.map ? "map_there" : "map_missing")),
    group(
      button(say("back"), () => {
        open = document.fullscreenElement === null;
        kiosk.home();
      }),
      document.fullscreenElement ? button(say("leave"), leave, "secondary") : null,
      button(say("on_this_phone"), () => showWaiting(kiosk.phone), "secondary"),
      button(
        say("fetch_map"),
        async () => {
          await fetchGround(kiosk);
          menu(kiosk);
        },
        "secondary",
      ),
    ),
  );
}
