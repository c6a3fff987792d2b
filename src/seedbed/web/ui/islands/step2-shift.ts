// The form of a shift in the street, on the phones of its pairs. Everything works without a network: what is written
// down waits on the phone until the site has it.
import { element } from "./shared/data";
import { deviceOf } from "./shared/device";
import { known, refresh } from "./shared/form-about";
import { joining } from "./shared/form-joining";
import { Phone } from "./shared/form-phone";
import { showCounts } from "./shared/form-waiting";
import { afterSpeaking, speak } from "./shared/form-words";
import { keepOffline } from "./shared/offline";
import { openOutbox } from "./shared/outbox";
import { askToKeep } from "./shared/room";
import { keepSending } from "./shared/sender";
import { showHome } from "./shift/home";
import { telling } from "./shift/telling";

const root = element("shift", HTMLElement);
const MINUTE = 60_000;

async function begin(): Promise<void> {
  const outbox = await openOutbox("shift");
  let counts = () => {};
  const phone = new Phone(
    outbox,
    keepSending(outbox, () => counts()),
  );
  counts = () => void showCounts(phone);
  phone.home = () => showHome(phone);
  outbox.changed(counts);
  afterSpeaking(counts);
  window.setInterval(counts, MINUTE);
  const device = await deviceOf(outbox);
  phone.about = await known(outbox);
  const talk = await phone.takeUpTalk();
  if (talk) {
    speak(talk.language);
    telling(phone, talk);
  } else if (device && !window.location.hash.startsWith("#join=")) {
    await showHome(phone);
  } else {
    joining(phone);
  }
  counts();
  root.dataset.ready = "yes";
  void askToKeep();
  void keepPage(counts);
  if (device) {
    phone.about = await refresh(outbox, device);
  }
}

async function keepPage(said: () => void): Promise<void> {
  try {
    const kept = await keepOffline(
      root.dataset.worker ?? "",
      root.dataset.page ?? "",
      () => root.dataset.screen === "home",
    );
    root.dataset.offline = kept ? "yes" : "no";
  } catch {
    root.dataset.offline = "no";
  }
  said();
}

void begin();
