// Pages of factors and links know what is kept: whoever goes to one right after drawing waits until it is.

export interface Leaving {
  /** Go on, if somebody waits and all is kept by now. */
  kept(): void;
}

/** Hold links that are followed while changes wait to be kept; ``waits`` says whether some do and will be. */
export function waitForKeeping(waits: () => boolean, say: () => void): Leaving {
  let next = "";
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("main a") : null;
    const elsewhere = event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
    if (!(link instanceof HTMLAnchorElement) || elsewhere || link.hash || link.download || !waits()) return;
    event.preventDefault();
    next = link.href;
    say();
  });
  return {
    kept() {
      if (next && !waits()) location.assign(next);
    },
  };
}
