// Room on the device: asks the browser to keep what is here, and says before it is full.

const NEARLY = 0.8;
const LEAST_LEFT = 50_000_000; // bytes: a recording and some photos

export type Room = { used: number; most: number; nearlyFull: boolean; keeps: boolean };

/** Ask the browser not to clear what waits here; it may say no. */
export async function askToKeep(): Promise<boolean> {
  try {
    return (await navigator.storage?.persist?.()) ?? false;
  } catch {
    return false;
  }
}

/** Return how much room there is; without an answer of the browser, as if there were enough. */
export async function roomLeft(): Promise<Room> {
  try {
    const { usage = 0, quota = 0 } = (await navigator.storage?.estimate?.()) ?? {};
    const keeps = (await navigator.storage?.persisted?.()) ?? false;
    const nearlyFull = quota > 0 && (usage > quota * NEARLY || quota - usage < LEAST_LEFT);
    return { used: usage, most: quota, nearlyFull, keeps };
  } catch {
    return { used: 0, most: 0, nearlyFull: false, keeps: false };
  }
}
