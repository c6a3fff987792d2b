// Receipts made on the device: a number with Damm's check digit, and a second half that only its holder has.
// The same digits and digests as `seedbed.web.consent.numbers`, `tokens` and `receipts`.
import { sha256 } from "./capture";

// A totally anti-symmetric quasigroup of order ten: H. M. Damm, dissertation, Marburg 2004.
const TABLE = [
  "0317598642",
  "7092154863",
  "4206871359",
  "1750983426",
  "6123045978",
  "3674209581",
  "5869720134",
  "8945362017",
  "9438617205",
  "2581436790",
];
const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

export type Receipt = { number: string; secondHalf: string; digest: string };

/** Return the digit that makes the check of some digits come out at nothing. */
export function checkDigit(digits: string): string {
  let interim = 0;
  for (const digit of digits) {
    interim = Number(TABLE[interim]?.[Number(digit)]);
  }
  return String(interim);
}

/** Return as many random whole numbers below a bound of at most 256, each as likely. */
function randomBelow(bound: number, count: number): number[] {
  const fair = 256 - (256 % bound); // Above it some would come more often.
  const found: number[] = [];
  while (found.length < count) {
    found.push(...[...crypto.getRandomValues(new Uint8Array(count))].filter((byte) => byte < fair));
  }
  return found.slice(0, count).map((byte) => byte % bound);
}

function inFours(signs: string, between: string): string {
  return (signs.match(/.{1,4}/g) ?? []).join(between);
}

/** Return a number as it is printed and read out: 4821 0937 5567. */
export function grouped(number: string): string {
  return inFours(number, " ");
}

/** Return what the site keeps of a second half: nobody can turn it back. */
export function digestOf(number: string, secondHalf: string): Promise<string> {
  return sha256(new TextEncoder().encode(`${number} ${secondHalf}`));
}

/** Make a receipt: eleven random digits with their check digit, and 80 random bits. */
export async function newReceipt(): Promise<Receipt> {
  const digits = randomBelow(10, 11).join("");
  const number = digits + checkDigit(digits);
  const signs = randomBelow(32, 16).map((value) => ALPHABET[value] ?? "0");
  const secondHalf = inFours(signs.join(""), "-");
  return { number, secondHalf, digest: await digestOf(number, secondHalf) };
}
