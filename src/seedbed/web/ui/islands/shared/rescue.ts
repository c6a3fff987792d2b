// A file of all that waits on this device, for when it cannot be sent: someone hands it to the team.
import { deviceOf } from "./device";
import type { Outbox, Waiting } from "./outbox";
import { type Entry, zipped } from "./zip";

export const RESCUE = "seedbed/rescue/1";

/** What was saved, so that it alone may be cleared. */
export type Rescued = { file: Blob; name: string; saved: Waiting[] };

const LARGEST = 150_000_000; // bytes: the site takes files of 200 MB

/** Return what is not in an earlier file first, as much as one file holds. */
function chosen(all: Waiting[], before: readonly string[]): Waiting[] {
  const found: Waiting[] = [];
  let size = 0;
  for (const each of [...all].sort(
    (one, other) => Number(before.includes(one.id)) - Number(before.includes(other.id)),
  )) {
    size += each.media.reduce((sum, medium) => sum + medium.size, 0);
    if (found.length > 0 && size > LARGEST) {
      break;
    }
    found.push(each);
  }
  return found;
}

/** Put what is here into one file: `rescue.json` and each photo and recording under its number.
 *
 * `before` are the numbers of what was saved already: where all does not go into one file, the rest comes first.
 */
export async function rescueFile(outbox: Outbox, before: readonly string[] = []): Promise<Rescued> {
  const saved = chosen(await outbox.all(), before);
  const device = await deviceOf(outbox);
  const items = saved.map((each) => each.item);
  // Which device it was, but not its token: whoever has the file must not become the device.
  const told = { schema: RESCUE, device: device?.number ?? null, saved_at: new Date().toISOString(), items };
  const entries: Entry[] = [{ name: "rescue.json", content: new Blob([JSON.stringify(told)]) }];
  for (const medium of saved.flatMap((each) => each.media)) {
    const content = await outbox.content(medium.id);
    if (content) {
      entries.push({ name: `media/${medium.id}`, content });
    }
  }
  const moment = new Date().toISOString().slice(0, 16).replaceAll(":", "-");
  return { file: await zipped(entries), name: `seedbed-rescue-${moment}.zip`, saved };
}

/** Hand a file to whoever holds the device. */
export function saveFile(name: string, file: Blob): void {
  const address = URL.createObjectURL(file);
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  window.setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
