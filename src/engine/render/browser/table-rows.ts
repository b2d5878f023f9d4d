/** The rows of a table on the page as they are given away: raw values where the page has them, units in the head. */
export function tableRows(shown: Element): readonly (readonly string[])[] {
  const [head, ...rows] = [...shown.querySelectorAll<HTMLTableRowElement>(":scope > .scroll > table tr")].map(
    (row) => [...row.cells],
  );
  const values = rows.map((row) => row.map(valuesOf));
  // Bounds are two columns wherever a column has some.
  const areBounds = (head ?? []).map((_, index) => values.some((row) => (row[index]?.length ?? 0) > 1));
  return [
    (head ?? []).flatMap((cell, index) => headsOf(cell, areBounds[index] === true)),
    ...values.map((row) =>
      row.flatMap((cell, index) =>
        areBounds[index] === true ? [cell[0] ?? "", cell[1] ?? cell[0] ?? ""] : cell,
      ),
    ),
  ];
}

function valuesOf(cell: HTMLElement): readonly string[] {
  const { raw } = cell.dataset;
  return raw === undefined ? [cell.textContent] : raw.split(" ");
}

function headsOf(cell: HTMLElement, areBounds: boolean): readonly string[] {
  const below = cell.querySelector(".unit")?.textContent;
  const unit = below ?? cell.dataset["unit"];
  const title = (below === undefined ? cell.textContent : cell.textContent.slice(0, -below.length)).trim();
  const named = (word: string) =>
    [title, ...(word === "" ? [] : [word]), ...(unit === undefined ? [] : [`(${unit})`])].join(" ");
  return areBounds ? [named("from"), named("to")] : [named("")];
}
