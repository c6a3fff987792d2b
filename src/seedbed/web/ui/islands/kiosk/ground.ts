// The map and the list of places: fetched once with the device's token, kept for the time without a network.
import { ask, deviceOf, read } from "../shared/device";
import { refresh } from "../shared/form-about";
import type { Ground, Kiosk } from "./visit";

const KEPT = "ground";

/** Take up what was fetched before. */
export async function knownGround(kiosk: Kiosk): Promise<void> {
  kiosk.ground = await kiosk.phone.outbox.setting<Ground>(KEPT);
}

/** Fetch the map and what the site says of itself; without a network what was fetched before holds. */
export async function fetchGround(kiosk: Kiosk): Promise<void> {
  const device = await deviceOf(kiosk.phone.outbox);
  if (device === null) {
    return;
  }
  kiosk.phone.about = await refresh(kiosk.phone.outbox, device);
  try {
    const answer = await ask(device, document.getElementById("shift")?.dataset.map ?? "");
    const told = answer.ok ? await read<Ground>(answer) : null;
    if (told?.places) {
      await kiosk.phone.outbox.remember(KEPT, told);
      kiosk.ground = told;
    }
  } catch {
    // No network.
  }
}
