// What devices and the site say to one another: the documents of `seedbed/capture/1`.

export const SCHEMA = "seedbed/capture/1";

export type MediaKind = "photo" | "audio" | "video" | "drawing";
export type Medium = { id: string; kind: MediaKind; type: string; size: number; sha256: string };
export type Item = { id: string; schema: typeof SCHEMA; kind: string; made_at: string; [more: string]: unknown };

/** Begin an item of a kind: a number of its own, so that sending it twice stores it once, and the device's clock. */
export function newItem(kind: string, more: Record<string, unknown>): Item {
  return { ...more, id: crypto.randomUUID(), schema: SCHEMA, kind, made_at: withOffset(new Date()) };
}

/** Return a moment by the device's clock, with what it is off UTC: 2026-11-22T19:40:00+00:00. */
export function withOffset(moment: Date): string {
  const minutes = -moment.getTimezoneOffset();
  const local = new Date(moment.getTime() + minutes * 60_000).toISOString().slice(0, 19);
  const two = (number: number) => String(Math.floor(Math.abs(number))).padStart(2, "0");
  return `${local}${minutes < 0 ? "-" : "+"}${two(minutes / 60)}:${two(minutes % 60)}`;
}

/** Return the SHA-256 of some content in hexadecimal digits. */
export async function sha256(content: ArrayBuffer | Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", content));
  return [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Describe a photo or recording as its item names it. */
export async function describe(kind: MediaKind, content: Blob): Promise<Medium> {
  const type = content.type || "application/octet-stream";
  const digest = await sha256(await content.arrayBuffer());
  return { id: crypto.randomUUID(), kind, type, size: content.size, sha256: digest };
}
