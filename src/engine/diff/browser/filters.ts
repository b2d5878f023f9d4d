/** Shows the changes of the kinds that are checked and of the cause that is chosen. */
export function filterChanges(filters: HTMLDetailsElement): void {
  const select = filters.querySelector("select");
  const boxes = [...filters.querySelectorAll<HTMLInputElement>("input[name=kind]")];
  const bands = [...document.querySelectorAll<HTMLElement>("section.band")];
  const counter = filters.querySelector(".shown");
  const changesIn = (part: ParentNode) => [...part.querySelectorAll<HTMLElement>(".change")];
  const total = changesIn(document).length;

  const refresh = (): void => {
    const kinds = new Set(boxes.filter(({ checked }) => checked).map(({ value }) => value));
    const cause = select?.value ?? "";
    const fits = ({ dataset: { kind = "", causes = "" } }: HTMLElement) =>
      kinds.has(kind) && (cause === "" || causes.split(" ").includes(cause));
    let shown = 0;
    for (const band of bands) {
      const changes = changesIn(band);
      const fitting = changes.filter(fits);
      for (const change of changes) change.hidden = !fitting.includes(change);
      band.hidden = fitting.length === 0;
      shown += fitting.length;
    }
    if (counter !== null)
      counter.textContent = `${shown === total ? "" : `${String(shown)} of `}${String(total)} changes`;
  };
  filters.addEventListener("change", refresh);
  refresh();
}
