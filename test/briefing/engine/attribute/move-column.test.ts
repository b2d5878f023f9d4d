/** One column of a CSV file moved by a share. */
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { expect, test } from "vitest";
import { parseDescriptor } from "../../../../src/briefing/authoring/load/descriptor.js";
import {
  movableColumns,
  movedNumber,
  movedTable,
  type Move,
} from "../../../../src/briefing/engine/attribute/move-column.js";
import { temporaryFolder } from "../../../support/temporary.js";

const folder = temporaryFolder("move-column");

const described = parseDescriptor(
  JSON.stringify({
    resources: [
      {
        name: "visits",
        path: "visits.csv",
        schema: {
          primaryKey: ["branch"],
          fields: [
            { name: "branch", type: "integer" },
            { name: "name", type: "string" },
            { name: "year", type: "integer" },
            { name: "opened", type: "integer", constraints: { minimum: 1900, maximum: 2100 } },
            { name: "order", type: "integer" },
            { name: "visits", type: "integer", constraints: { minimum: 0 } },
            { name: "share", type: "number", constraints: { maximum: 100 } },
            { name: "founded", type: "integer" },
          ],
        },
      },
    ],
  }),
);
const [resource] = described.resources;
if (resource === undefined) throw new Error("no table");
const columnOf = (name: string) => {
  const found = resource.fields.find((field) => field.name === name);
  if (found === undefined) throw new Error(name);
  return found;
};

test("keys, years and orders are not moved", () => {
  expect(movableColumns(resource, described).map(({ name }) => name)).toEqual(["visits", "share", "founded"]);
});

const text =
  '\ufeffbranch,name,year,opened,order,visits,share,founded\r\n1,"North, ""old""",2023,1950,1,1000,99,1890\r\n' +
  "2,South,2024,1960,2,,0.5,1900\r\n3,West,2024,1970,3,10,12.5,1910\r\n";

async function moved(name: string, move: Omit<Move, "column">) {
  const file = path.join(folder, "visits.csv");
  await writeFile(file, text);
  const table = { file, path: "data/visits.csv", format: "csv", delimiter: "," } as const;
  const result = await movedTable(table, resource as NonNullable<typeof resource>, {
    column: columnOf(name),
    ...move,
  });
  return result.status === "moved" ? result.content.toString() : undefined;
}

test("all else in the file stays; empty cells, small counts and limits too", async () => {
  const withoutMark = text.slice(1);
  expect(await moved("visits", { share: 0.01, rows: "all" })).toBe(withoutMark.replace(",1000,", ",1010,"));
  expect(await moved("share", { share: 0.05, rows: "all" })).toBe(
    withoutMark.replace(",99,", ",100,").replace(",0.5,", ",0.525,").replace(",12.5,", ",13.125,"),
  );
  expect(await moved("share", { share: -0.1, rows: "newest year" })).toBe(
    withoutMark.replace(",0.5,", ",0.45,").replace(",12.5,", ",11.25,"),
  );
});

test("a column that turns out to hold years is not moved", async () => {
  expect(await moved("founded", { share: 0.05, rows: "all" })).toBeUndefined();
});

test.each([
  ["1000", "visits", -0.05, "950"],
  ["-10", "share", 0.05, "-9.5"],
  ["0", "visits", 0.05, "0"],
  ["3", "visits", 0.05, "3"],
  ["0.0000001", "share", 0.05, "0.000000105"],
])("%s in %s, moved by %d, is %s", (before, name, share, after) => {
  expect(movedNumber(before, { column: columnOf(name), share })).toBe(after);
});
