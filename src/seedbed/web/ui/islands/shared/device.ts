// This phone or kiosk as the site knows it: a number and a token, kept apart from anybody's sign-in.
import { withOffset } from "./capture";
import type { Outbox, Problem } from "./outbox";

const DEVICE = "device";

export type Device = { number: string; token: string };

/** Return what this device signs its requests with, if it has joined. */
export function deviceOf(outbox: Outbox): Promise<Device | null> {
  return outbox.setting<Device>(DEVICE);
}

/** Keep what joining gave; what waits is then sent as this device. */
export function keepDevice(outbox: Outbox, device: Device): Promise<void> {
  return outbox.remember(DEVICE, device);
}

/** Ask the site as this device. Redirects are not followed: a sign-in page or a cafe's network is no answer of ours. */
export function ask(device: Device, address: string, more: RequestInit = {}): Promise<Response> {
  const headers = new Headers(more.headers);
  headers.set("Authorization", `Device ${device.number}:${device.token}`);
  headers.set("Accept", "application/json");
  headers.set("X-Seedbed-Clock", withOffset(new Date())); // So that a wrong clock can be put right.
  return fetch(address, { ...more, headers, credentials: "omit", redirect: "manual", cache: "no-store" });
}

/** Read an answer that is JSON of ours, or null: networks of cafes and hotels answer for others. */
export async function read<Answer>(answer: Response): Promise<Answer | null> {
  try {
    return answer.headers.get("Content-Type")?.includes("json") ? ((await answer.json()) as Answer) : null;
  } catch {
    return null;
  }
}

/** Return why the site refused, in its words. */
export async function problemIn(answer: Response): Promise<Problem> {
  const told = await read<Partial<Problem>>(answer);
  return { status: answer.status, what: told?.what ?? "", why: told?.why ?? "", next: told?.next ?? "" };
}
