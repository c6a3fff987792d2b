// The mapping kiosk: residents speak, write, show places on the map or take a photo by themselves. Everything works
// without a network; what they kept waits on the device until the site has it.

import { fetchGround, knownGround } from "./kiosk/ground";
import { watchOver } from "./kiosk/idle";
import { keepLocked } from "./kiosk/lock";
import { Kiosk } from "./kiosk/visit";
import { showWelcome } from "./kiosk/welcome";
import { element } from "./shared/data";
import { deviceOf } from "./shared/device";
import { known } from "./shared/form-about";
import { joining } from "./shared/form-joining";
import { Phone } from "./shared/form-phone";
import { tell } from "./shared/form-screen";
import { showCounts } from "./shared/form-waiting";
import { afterSpeaking, language, speak } from "./shared/form-words";
import { keepOffline } from "./shared/offline";
import { openOutbox } from "./shared/outbox";
import { askToKeep } from "./shared/room";
import { keepSending } from "./shared/sender";

const root = element("shift", HTMLElement);

async function begin(): Promise<void> {
  const outbox = await openOutbox("kiosk");
  let counts = () => {};
  const phone = new Phone(
    outbox,
    keepSending(outbox, () => counts()),
  );
  counts = () => void showCounts(phone);
  outbox.changed(counts);
  afterSpeaking(counts);
  const kiosk = new Kiosk(phone);
  const first = language(); // The kiosk goes back to it for the next person.
  kiosk.home = () => {
    kiosk.visit?.wipe();
    window.speechSynthesis?.cancel(); // Nothing of the visit before is read out to the next person.
    kiosk.visit = null;
    kiosk.menuOpen = false;
    speak(first);
    tell("");
    showWelcome(kiosk);
  };
  phone.about = await known(outbox);
  await knownGround(kiosk);
  const joined = (await deviceOf(outbox)) !== null && !window.location.hash.startsWith("#join=");
  if (joined) {
    kiosk.home();
  } else {
    phone.home = () => arrived(kiosk);
    joining(phone);
  }
  counts();
  watchOver(kiosk, (phone.about as { kiosk?: object } | null)?.kiosk ?? {});
  keepLocked(kiosk);
  root.dataset.ready = "yes";
  void askToKeep();
  void keepPage(kiosk, counts);
  if (joined) {
    await fetchGround(kiosk);
  }
}

async function arrived(kiosk: Kiosk): Promise<void> {
  await fetchGround(kiosk);
  kiosk.home();
}

async function keepPage(kiosk: Kiosk, said: () => void): Promise<void> {
  try {
    const kept = await keepOffline(root.dataset.worker ?? "", root.dataset.page ?? "", () => kiosk.visit === null);
    root.dataset.offline = kept ? "yes" : "no";
  } catch {
    root.dataset.offline = "no";
  }
  said();
}

void begin();
