/** Rows that occur twice: what data add, data update and check report. */
import { describe, expect, test } from "vitest";
import { describeProblem } from "../../../../src/briefing/authoring/load/errors.js";
import { describeAdded, describeUpdated } from "../../../../src/briefing/cli/data-summary.js";
import { Store } from "../../../../src/briefing/engine/store/store.js";
import { validateData } from "../../../../src/briefing/tools/data/validate.js";
import { temporaryFolder } from "../../../support/temporary.js";
import { anomalyProject } from "./anomaly-project.js";

const { add, at, check, confirmed, table, update, write } = anomalyProject();

/** What `check` notes about repeated rows. */
const notes = async (): Promise<readonly string[]> =>
  (await validateData(at("project"))).notes
    .map(describeProblem)
    .filter((note) => !note.includes("has no source"));

describe("rows that occur twice", () => {
  const districts = ["Nord", "Süd", "Ost", "West"];
  const months = ["Jan", "Feb", "März"];
  const costs = districts.flatMap((Bezirk, row) =>
    months.map((Monat, column) => ({ Monat, Bezirk, Kosten: 100 + 10 * row + column })),
  );
  const doubled = [...costs, ...costs.slice(4, 9)];
  const words =
    "5 rows occur twice: line 14 is line 6, line 15 is line 7, line 16 is line 8, …; without them the key would be Monat, Bezirk";
  const note = `data/costs.csv: ${words}; if that is right: briefing data update costs --confirm duplicates`;

  test("are said with their lines and the key without them, by data add, data update and check", async () => {
    const added = await add(table("costs", doubled));
    expect(describeAdded(added, "write")).toContain(`key: none: ${words}`);
    expect(describeAdded(added, "write")).toContain("briefing data update costs --confirm duplicates");
    expect([await check(), await notes()]).toEqual([[], [note]]);
    const updated = await update("costs");
    expect(updated.status).toBe("unchanged");
    expect(describeUpdated(updated, "write")).toContain(words);
  });

  test("of a table with a key are said beside the broken key", async () => {
    await add(table("costs", costs));
    const updated = await update(table("costs", doubled));
    expect(updated.status).toBe("does not fit");
    expect(describeUpdated(updated, "write")).toContain(words);
  });

  test("are not said again once they are confirmed, until there are others", async () => {
    await add(table("costs", doubled), { confirm: ["duplicates"] });
    expect(confirmed()).toEqual({ repeatedRows: 5 });
    expect(await notes()).toEqual([]);
    expect(describeUpdated(await update("costs"), "write")).not.toContain("occur twice");
    await update(table("costs", [...doubled, ...costs.slice(0, 1)]));
    expect(confirmed()).toBeUndefined();
    expect(await notes()).toMatchObject([expect.stringContaining("6 rows occur twice")]);
    await update("costs", { confirm: ["duplicates"] });
    expect(await notes()).toEqual([]);
  });

  test("are remembered by check with the tables", async () => {
    await add(table("costs", doubled));
    const store = new Store(temporaryFolder("briefing store"));
    const first = await validateData(at("project"), { store });
    expect(first.notes.map(describeProblem)).toContain(note);
    expect(await validateData(at("project"), { store })).toEqual(first);
  });

  test("one, three times, or without a key in the others", async () => {
    const only = { n: 1, m: 0.5 };
    const answers = [{ n: 1, m: 0.5 }, only, only, { n: 1, m: 0.7 }];
    const { anomalies } = await add(table("answers", answers));
    expect(anomalies.repeated).toMatchObject({ count: 2, times: "more often", key: [] });
    expect(await notes()).toEqual([
      "data/answers.csv: 2 rows repeat an earlier one: line 3 is line 2, line 4 is line 2; without them no columns would identify a row, either; if that is right: briefing data update answers --confirm duplicates",
    ]);
    const { anomalies: single } = await add(table("twice", [...costs, ...costs.slice(0, 1)]));
    expect(single.repeated).toMatchObject({ count: 1, examples: [{ position: 14, first: 2 }] });
  });

  test("are rows with the same cells in every column, whatever their types", async () => {
    const rows = [
      { a: "x", b: 1, c: "" },
      { a: "x", b: -1, c: "" },
      { a: "x1", b: 1, c: "" },
      { a: "", b: 1, c: "x" },
      { a: "x", b: 1.5, c: "" },
    ];
    expect((await add(table("near", rows))).anomalies.repeated).toBeUndefined();
    // Both are written as they are, and mean the same number.
    const { anomalies } = await add(write(at("equal.csv"), "a,b\nx,1.50\ny,2\nx,1.5\n"));
    expect(anomalies.repeated?.examples).toEqual([{ position: 4, first: 2 }]);
  });

  test("of many rows, all are found", async () => {
    const many = Array.from({ length: 30_000 }, (_, row) => ({ a: `r${row % 977}`, b: row }));
    const { anomalies } = await add(table("many", [...many, ...many.slice(7_000, 9_000)]));
    expect(anomalies.repeated).toMatchObject({
      count: 2_000,
      times: "twice",
      examples: [{ position: 30_002, first: 7_002 }, {}, {}],
    });
  });
});
