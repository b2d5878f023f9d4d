import type { InputChange } from "../contract/inputs.js";

/** A changed input as a cause is named: `data/us-china.csv, 2 rows`. */
export function inputWords(change: InputChange): string {
  const came = change.status === "changed" ? "" : ` (${change.status})`;
  switch (change.kind) {
    case "data": {
      const rows =
        change.rowCount === undefined || change.rowCount === 0 ? "" : `, ${counted(change.rowCount, "row")}`;
      return change.path + rows + (change.unread === undefined ? "" : ", rows not known") + came;
    }
    case "module":
      return change.path + came;
    case "cell":
      return `cell ${change.cell} of ${change.notebook}${came}`;
    case "parameters":
      return `parameters${came}`;
    case "package":
      return change.status === "changed"
        ? `${change.name} ${change.was ?? ""} → ${change.is ?? ""}`
        : `${change.name} ${change.is ?? change.was ?? ""}${came}`;
  }
}

export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
