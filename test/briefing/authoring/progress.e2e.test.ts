/** In a real interpreter, with a clock advanced by the cell: slow work is shown, but only in interactive use. */
import path from "node:path";
import { expect, test } from "vitest";
import { runCells } from "../engine/kernel/runtime/run-cells.js";
import { parquet } from "./load/columns.js";
import { createProject, field } from "./load/project.js";
import { root } from "./load/tables.js";

const rows = Array.from({ length: 200_000 }, (_, index) => index + 1);
const schema = { fields: [field("id", "integer")], primaryKey: "id" };

/** Output of cells that load these tables while each reading of the clock advances two seconds. */
async function shown(mode: "interactive" | "headless", ...tables: readonly string[]) {
  const file = (end: string) => `id\n${rows.map((row) => `${row}${end}\n`).join("")}`;
  const project = createProject({
    csv: { csv: file(""), schema },
    bad: { csv: file(" "), schema },
    parquet: { csv: parquet({ id: { type: "integer", values: rows } }), file: "t.parquet", schema },
  });
  // Another project than that of the notebooks' folder: their types do not know the tables.
  const begin = `
    import { load } from "briefing";
    process.chdir(${JSON.stringify(project)});
    let now = 0;
    performance.now = () => (now += 2000);`;
  const cells = tables.map(
    (table) =>
      `try { console.log(load(${JSON.stringify(table)} as string).length) } catch (error) { console.log(String(error).slice(0, 9)) }`,
  );
  const { events } = await runCells([begin, ...cells], { folder: path.join(root, "notebooks"), mode });
  return tables.map((_, index) =>
    events
      .filter(({ cell }) => cell === index + 2)
      .map(({ type, content: { data = {}, text = "" } }) => {
        const shown = (data as Readonly<Record<string, string>>)["text/plain"];
        return `${type} ${shown ?? (text as string)}`.trim();
      }),
  );
}

test("interactive loading shows progress, which disappears afterwards, even if loading fails", async () => {
  const [csv = [], parquet = [], bad = []] = await shown("interactive", "csv", "parquet", "bad");
  expect(csv[0]).toMatch(/^display_data Loading csv: \d+ %$/);
  expect(csv.slice(-2)).toEqual(["update_display_data", "stream 200000"]);
  expect(parquet[0]).toMatch(/^display_data Loading parquet: \d+ %$/);
  expect(parquet.slice(-2)).toEqual(["update_display_data", "stream 200000"]);
  expect(bad[0]).toMatch(/^display_data Loading bad: \d+ %$/);
  expect(bad.slice(-2)).toEqual(["update_display_data", "stream DataError"]);
});

test("headless loading shows nothing", async () => {
  expect(await shown("headless", "csv", "parquet")).toEqual([["stream 200000"], ["stream 200000"]]);
});
