/**
 * Notebooks use heading levels as they like; on the page they follow one another below the section's own, none left
 * out: the first becomes `base` + 1, a deeper one after it one more.
 */
export function orderHeadings(markup: string, base: number): string {
  const open: { readonly written: number; readonly placed: number }[] = [];
  return markup.replace(/<(\/?)h([1-6])>/g, (_, slash: string, digit: string) => {
    const written = Number(digit);
    if (slash === "/") return `</h${Math.min(6, open.at(-1)?.placed ?? base + 1)}>`;
    while (open.length > 0 && (open.at(-1)?.written ?? 0) >= written) open.pop();
    const placed = (open.at(-1)?.placed ?? base) + 1;
    open.push({ written, placed });
    return `<h${Math.min(6, placed)}>`;
  });
}
