// Wipes what somebody left behind: warns first, leaves time to go on, as often as wanted (WCAG 2.2.1).

export type Idle = {
  after: number; // seconds without a touch or key before the warning
  time: number; // seconds to go on after it; at least 20
  warn: (seconds: number) => void; // Called each second of the warning with what is left.
  calm: () => void; // Called when they go on.
  wipe: () => void;
};

const LEAST_TIME = 20;
const SIGNS = ["pointerdown", "keydown", "input", "scroll"] as const;

/** Watch for idleness; returns what ends the watch. While the warning stands only `goOn` or a touch or key ends it. */
export function watchIdle(idle: Idle): { goOn: () => void; end: () => void } {
  const time = Math.max(idle.time, LEAST_TIME);
  let touched = Date.now();
  let warned = false;
  const goOn = () => {
    touched = Date.now();
    if (warned) {
      warned = false;
      idle.calm();
    }
  };
  const look = () => {
    // The clock, not the ticks: they stand still while a device sleeps.
    const left = Math.ceil(idle.after + time - (Date.now() - touched) / 1000);
    if (left <= 0) {
      warned = false;
      touched = Date.now();
      idle.wipe();
    } else if (left <= time) {
      warned = true;
      idle.warn(left);
    }
  };
  for (const sign of SIGNS) {
    document.addEventListener(sign, goOn, { capture: true, passive: true });
  }
  const ticks = window.setInterval(look, 1000);
  const end = () => {
    window.clearInterval(ticks);
    for (const sign of SIGNS) {
      document.removeEventListener(sign, goOn, { capture: true });
    }
  };
  return { goOn, end };
}
