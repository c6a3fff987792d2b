// Ranks candidates by weights, with the same formula as the library (workflows/places/weighing): a test compares them.

/** The need of a place without a figure: it neither gains nor loses by the gap. */
const MIDDLE = 50;
/** Scores run to 100; what differs after the ninth decimal is rounding, not need. */
const SAME_SCORE = 1e9;
/** The largest weight that is taken. */
export const MOST = 1_000_000;

export interface Ranked {
  /** Place of the candidate in the list that was given. */
  place: number;
  score: number;
  rank: number;
}

/** Return weights as shares that add up to 1, or null where they cannot be used. */
export function sharesOf(weights: readonly number[]): number[] | null {
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  const usable = weights.every((weight) => Number.isFinite(weight) && weight >= 0 && weight <= MOST) && whole > 0;
  return usable ? weights.map((weight) => weight / whole) : null;
}

/**
 * Score and rank candidates. Equal scores share the better rank (1, 2, 2, 4).
 *
 * @param needs candidates by criteria, 0 to 100; null where unknown
 * @param shares of each criterion in the score, adding up to 1
 */
export function rankCandidates(needs: readonly (readonly (number | null)[])[], shares: readonly number[]): Ranked[] {
  const scores = needs.map((row) =>
    row.reduce<number>((sum, need, at) => sum + (need ?? MIDDLE) * (shares[at] ?? 0), 0),
  );
  const compared = scores.map((score) => halfEven(score * SAME_SCORE));
  return scores.map((score, place) => {
    const mine = compared[place] ?? 0;
    return { place, score, rank: 1 + compared.filter((other) => other > mine).length };
  });
}

/** Round to a whole number, halves to the even one. */
function halfEven(value: number): number {
  const below = Math.floor(value);
  const rest = value - below;
  if (rest === 0.5) return below % 2 === 0 ? below : below + 1;
  return Math.round(value);
}
