// Menus above a map: one is open at a time, and it closes by Escape or when somebody goes on elsewhere. Without a script
// they unfold as any other details.

/** Close menus as a reader of the page expects. */
export function closeMenus(menus: readonly HTMLDetailsElement[]): void {
  const closeAllBut = (kept?: HTMLDetailsElement): void => {
    for (const menu of menus) if (menu !== kept) menu.open = false;
  };
  for (const menu of menus) {
    const summary = menu.querySelector("summary");
    summary?.addEventListener("click", () => closeAllBut(menu));
    menu.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !menu.open) return;
      menu.open = false;
      summary?.focus();
      event.stopPropagation();
      // On the whole screen Escape would leave it.
      event.preventDefault();
    });
  }
  document.addEventListener("pointerdown", ({ target }) => {
    if (target instanceof Node) closeAllBut(menus.find((menu) => menu.contains(target)));
  });
  document.addEventListener("focusin", ({ target }) => {
    // A press on plain words of a menu gives the focus to the page around it: nobody went elsewhere.
    if (target instanceof Node && !menus.some((menu) => target.contains(menu)))
      closeAllBut(menus.find((menu) => menu.contains(target)));
  });
}
