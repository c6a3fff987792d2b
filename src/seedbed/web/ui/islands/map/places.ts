// Where a new factor stands: the first place of a grid with room around it. The site places those of its forms alike.
const ACROSS = 200;
const DOWN = 110;
const PER_LINE = 4;
const NEAR = 0.8;

export type Place = [number, number];

/** Return the first place of the grid that is far enough from all that are taken. */
export function freePlace(taken: readonly (readonly [number, number])[]): Place {
  for (let number = 0; ; number += 1) {
    const x = ACROSS * (number % PER_LINE);
    const y = DOWN * Math.floor(number / PER_LINE);
    if (taken.every(([a, b]) => Math.abs(x - a) >= ACROSS * NEAR || Math.abs(y - b) >= DOWN * NEAR)) return [x, y];
  }
}
