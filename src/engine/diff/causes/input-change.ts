import * as z from "zod";
import { optionalText, status, strings, type Immutable } from "../kinds/shapes.js";
import { counted } from "../words/phrases.js";

/** A row of a data file by its key, `edition nsf-2024, year 2020`; the line is the later file's unless it was removed. */
const row = z.strictObject({
  status,
  name: z.string(),
  line: z.int(),
  cells: z.array(z.strictObject({ column: z.string(), was: z.string(), is: z.string() })),
});
export type DataRowChange = Immutable<z.infer<typeof row>>;

export const inputChange = z.discriminatedUnion("kind", [
  z.strictObject({
    status,
    kind: z.literal("data"),
    path: z.string(),
    rows: z.array(row).optional(),
    rowCount: z.int().optional().describe("number of rows that differ; `rows` lists the first of them"),
    columnsAdded: strings.optional(),
    columnsRemoved: strings.optional(),
    unread: z
      .array(z.enum(["before", "after"]))
      .optional()
      .describe("sides whose file, as the report was built from it, was not found: its rows are not known"),
    restates: z.literal(true).optional(),
    resources: strings.optional().describe("of a data package: the data files that it describes otherwise"),
  }),
  z.strictObject({ status, kind: z.literal("module"), path: z.string() }),
  z.strictObject({ status, kind: z.literal("cell"), notebook: z.string(), cell: z.string() }),
  z.strictObject({ status, kind: z.literal("parameters") }),
  z.strictObject({
    status,
    kind: z.literal("package"),
    name: z.string(),
    was: optionalText,
    is: optionalText,
  }),
]);
/** A data package that `restates` gives another size and hash of data that changed, and says nothing new. */
export type InputChange = Immutable<z.infer<typeof inputChange>>;
export type DataChange = Extract<InputChange, { kind: "data" }>;

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
