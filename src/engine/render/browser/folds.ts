/** Opens what is folded when a link leads into it: not every browser does. */
export function openFoldedTarget(): void {
  const unfold = (): void => {
    const target = document.getElementById(location.hash.slice(1));
    let folded = closedFold(target);
    if (folded === null) return;
    for (; folded !== null; folded = closedFold(folded)) folded.open = true;
    target?.scrollIntoView();
  };
  addEventListener("hashchange", unfold);
  unfold();
}

function closedFold(element: Element | null): HTMLDetailsElement | null {
  return element?.closest<HTMLDetailsElement>("details:not([open])") ?? null;
}
