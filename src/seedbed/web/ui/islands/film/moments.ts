// The moments of a film that get a picture of their own in a file.
import type { Shot } from "./reel";

export const PICTURES_A_SECOND = 24;
const EACH = 1 / PICTURES_A_SECOND;
const LOOK = 15; // milliseconds between two looks at a film that runs

/**
 * Go through the moments of a shot, in seconds of the whole reel: a still as often as pictures follow each other, a film
 * as it runs, with the time that the film itself says.
 */
export async function* momentsOf(shot: Shot): AsyncGenerator<number> {
  if (shot.film) {
    yield* running(shot, shot.film);
    return;
  }
  for (let count = Math.ceil(shot.start / EACH); count * EACH < shot.start + shot.seconds; count += 1) {
    yield count * EACH;
  }
}

async function* running(shot: Shot, film: HTMLVideoElement): AsyncGenerator<number> {
  film.muted = true; // Its sound is mixed apart; and what is silent may run unasked.
  let next = 0;
  while (!film.ended && film.currentTime < shot.seconds) {
    if (film.error) {
      throw film.error;
    }
    if (film.paused) {
      await film.play(); // Browsers stop what is silent and out of sight.
    }
    const at = film.currentTime;
    if (at >= next && at < shot.seconds) {
      next = at + EACH;
      yield shot.start + at;
    }
    await new Promise((done) => window.setTimeout(done, LOOK));
  }
}
