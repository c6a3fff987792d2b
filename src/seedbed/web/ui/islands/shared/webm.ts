// Writes into a WebM file how long it is: recorders of browsers leave it out, and players then show no length.
// EBML and Matroska, RFC 8794 and RFC 9559.

const SEGMENT = 0x18538067;
const INFO = 0x1549a966;
const TIMESTAMP_SCALE = 0x2ad7b1;
const DURATION = 0x4489;
const USUAL_SCALE = 1_000_000; // nanoseconds of one tick
const HEAD = 65_536; // bytes in which Info stands: recorders write it before the first picture

type Element = { id: number; at: number; from: number; size: number }; // Of the whole, and of what it holds.

function read(bytes: Uint8Array, at: number, keepMark: boolean): { value: number; next: number } {
  const first = bytes[at] ?? 0;
  const length = Math.clz32(first) - 23;
  let value = keepMark ? first : first & (0xff >> length);
  let unknown = value === 0xff >> length;
  for (let each = 1; each < length; each += 1) {
    const byte = bytes[at + each] ?? 0;
    unknown &&= byte === 0xff;
    value = value * 256 + byte;
  }
  return { value: unknown && !keepMark ? Number.POSITIVE_INFINITY : value, next: at + length };
}

function elementAt(bytes: Uint8Array, at: number): Element {
  const id = read(bytes, at, true);
  const size = read(bytes, id.next, false);
  return { id: id.value, at, from: size.next, size: size.value };
}

function* within(bytes: Uint8Array, from: number, until: number): Generator<Element> {
  for (let at = from; at < until && (bytes[at] ?? 0) > 0; ) {
    const found = elementAt(bytes, at);
    yield found;
    at = found.from + found.size;
  }
}

function find(bytes: Uint8Array, from: number, until: number, id: number): Element | null {
  for (const each of within(bytes, from, until)) {
    if (each.id === id) {
      return each;
    }
  }
  return null;
}

function number(bytes: Uint8Array, found: Element): number {
  return bytes.slice(found.from, found.from + found.size).reduce((sum, byte) => sum * 256 + byte, 0);
}

/** Return Info with its length in it. */
function informed(bytes: Uint8Array, info: Element, seconds: number): Uint8Array<ArrayBuffer> {
  const until = info.from + info.size;
  const scale = find(bytes, info.from, until, TIMESTAMP_SCALE);
  const ticks = (seconds * 1e9) / (scale ? number(bytes, scale) : USUAL_SCALE);
  const others = [...within(bytes, info.from, until)].filter((each) => each.id !== DURATION);
  const kept = others.flatMap((each) => [...bytes.slice(each.at, each.from + each.size)]);
  const duration = new DataView(new ArrayBuffer(11));
  duration.setUint16(0, DURATION);
  duration.setUint8(2, 0x88); // eight bytes follow
  duration.setFloat64(3, ticks);
  const holds = [...kept, ...new Uint8Array(duration.buffer)];
  const head = new DataView(new ArrayBuffer(12));
  head.setUint32(0, INFO);
  head.setBigUint64(4, 2n ** 56n + BigInt(holds.length));
  return Uint8Array.from([...new Uint8Array(head.buffer), ...holds]);
}

/** Return a recording that says how long it is; one that is built otherwise comes back as it was. */
export async function withLength(recording: Blob, seconds: number): Promise<Blob> {
  const bytes = new Uint8Array(await recording.slice(0, HEAD).arrayBuffer());
  const segment = find(bytes, 0, bytes.length, SEGMENT);
  // A segment of known size, or an index of places in it, would be wrong afterwards.
  const first = segment && segment.size === Number.POSITIVE_INFINITY ? elementAt(bytes, segment.from) : null;
  if (first?.id !== INFO || first.from + first.size > bytes.length) {
    return recording;
  }
  const rest = recording.slice(first.from + first.size);
  return new Blob([bytes.slice(0, first.at), informed(bytes, first, seconds), rest], { type: recording.type });
}
