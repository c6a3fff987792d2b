// A zip whose files are stored as they are (PKWARE APPNOTE 6.3): photos and recordings are compressed already.

const TABLE = Uint32Array.from({ length: 256 }, (_, start) => {
  let value = start;
  for (let bit = 0; bit < 8; bit += 1) {
    value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
  }
  return value;
});
const NAMES_ARE_UTF8 = 0x0800;
const FIRST_DAY = 0x0021; // 1 January 1980: when it was made stands in the file itself.

export type Entry = { name: string; content: Blob };

/** Return the CRC-32 of some content, read piece by piece. */
async function checksum(content: Blob): Promise<number> {
  let value = 0xffffffff;
  for (let from = 0; from < content.size; from += 4_000_000) {
    for (const byte of new Uint8Array(await content.slice(from, from + 4_000_000).arrayBuffer())) {
      value = (TABLE[(value ^ byte) & 255] ?? 0) ^ (value >>> 8);
    }
  }
  return (value ^ 0xffffffff) >>> 0;
}

/** Write numbers of two or four bytes, the lowest first. */
function bytes(...numbers: [size: 2 | 4, value: number][]): Uint8Array<ArrayBuffer> {
  const view = new DataView(new ArrayBuffer(numbers.reduce((sum, [size]) => sum + size, 0)));
  let at = 0;
  for (const [size, value] of numbers) {
    if (size === 2) {
      view.setUint16(at, value, true);
    } else {
      view.setUint32(at, value, true);
    }
    at += size;
  }
  return new Uint8Array(view.buffer);
}

/** Put files into one zip. */
export async function zipped(entries: readonly Entry[]): Promise<Blob> {
  const parts: BlobPart[] = [];
  const directory: BlobPart[] = [];
  let at = 0;
  let directorySize = 0;
  for (const { name, content } of entries) {
    const title = new TextEncoder().encode(name);
    const crc = await checksum(content);
    const about: [2 | 4, number][] = [
      [2, 20],
      [2, NAMES_ARE_UTF8],
      [2, 0],
      [2, 0],
      [2, FIRST_DAY],
      [4, crc],
      [4, content.size],
      [4, content.size],
      [2, title.length],
      [2, 0],
    ];
    const head = bytes([4, 0x04034b50], ...about);
    parts.push(head, title, content);
    const line = bytes([4, 0x02014b50], [2, 20], ...about, [2, 0], [2, 0], [2, 0], [4, 0], [4, at]);
    directory.push(line, title);
    at += head.length + title.length + content.size;
    directorySize += line.length + title.length;
  }
  const count = entries.length;
  const end = bytes([4, 0x06054b50], [2, 0], [2, 0], [2, count], [2, count], [4, directorySize], [4, at], [2, 0]);
  return new Blob([...parts, ...directory, end], { type: "application/zip" });
}
