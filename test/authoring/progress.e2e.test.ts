/** In a real interpreter, whose clock the cell turns: what takes long is shown to a person, and to nobody else. */
import path from "node:path";
import { expect, test } from "vitest";
import { runCells } from "../engine/kernel/runtime/run-cells.js";
import { parquet } from "./load/columns.js";
import { createProject, field } from "./load/project.js";
import { root } from "./load/tables.js";

const rows = Array.from({ length: 200_000 }, (_, index) => index + 1);
const schema = { fields: [field("id", "integer")], primaryKey: "id" };

/** What a cell shows that loads a table while each look at the clock finds two seconds gone. */
async function shown(mode: "interactive" | "headless", table: "csv" | "parquet", end = "") {
  const project = createProject({
    csv: { csv: `id\n${rows.map((row) => `${row}${end}\n`).join("")}`, schema },
    parquet: {
      csv: parquet({ id: { type: "integer", values: rows } }),
      file: "t.parquet",
      schema,
    },
  });
  const code = `
    import { load } from "decoupling-briefing";
    process.chdir(${JSON.stringify(project)});
    let now = 0;
    performance.now = () => (now += 2000);
    try { console.log(load(${JSON.stringify(table)}).length) } catch (error) { console.log(String(error).slice(0, 9)) }`;
  const { events } = await runCells([{ code }], { folder: path.join(root, "notebooks"), mode });
  return events.map(({ type, args: [first, second] }) => {
    const text = (first as { readonly data?: Record<string, string> }).data?.["text/plain"];
    return `${type} ${text ?? String(second)}`.trim();
  });
}

test.each(["csv", "parquet"] as const)(
  "a person sees how far loading %s is, and nothing of it stays",
  async (table) => {
    const events = await shown("interactive", table);
    expect(events[0]).toMatch(new RegExp(`^display Loading ${table}: \\d+ %$`));
    expect(events.at(-2)).toBe("updateDisplay");
    expect(events.at(-1)).toBe("stream 200000");
  },
);

test("nor where loading fails", async () => {
  const events = await shown("interactive", "csv", " ");
  expect(events[0]).toMatch(/^display Loading csv: \d+ %$/);
  expect(events.at(-2)).toBe("updateDisplay");
  expect(events.at(-1)).toBe("stream DataError");
});

test.each(["csv", "parquet"] as const)("headless, loading %s shows nothing", async (table) => {
  expect(await shown("headless", table)).toEqual(["stream 200000"]);
});
