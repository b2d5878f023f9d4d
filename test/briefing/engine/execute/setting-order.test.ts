/** How many cells the settings of a notebook cost: nobody sees it in a result, and everybody waits for it. */
import { expect, test } from "vitest";
import { bundleVersion, mime } from "../../../../src/briefing/model/mime.js";
import type { Script } from "./fake-kernel.js";
import { code, executeWith } from "./harness.js";

const sources = ["few", "many"].map((id) => `const ${id} = assume.select("${id}", values, { value: 0 });`);

/** The first cells show these definitions, whenever they are executed; the other cells show nothing. */
const definitions = [
  ["few", [0, 1, 2, 3, 4]],
  ["many", [0, 1, 2, 3]],
] as const;

const script: Script = (cell) => {
  const place = Number(cell.request.branch?.["count"] ?? cell.count) - 1;
  const [id, values] = definitions[place] ?? [];
  if (id === undefined) return undefined;
  const options = values.map((value) => ({ value, label: String(value) }));
  const definition = { version: bundleVersion, id, kind: "select", label: id, value: 0, options };
  cell.send("display_data", { data: { [mime.assumption]: definition }, metadata: {} });
  return undefined;
};

test("the assumption on which most cells depend changes least often", async () => {
  const { failures, session } = await executeWith(script, [
    ...sources.map((source) => code(source)),
    code("const one = few;"),
    ...["a", "b", "c", "d"].map((name) => code(`const ${name} = many;`)),
    code("one + a;"),
  ]);
  expect(failures).toEqual([]);
  const executed = session.requests.filter(({ branch }) => branch?.["run"] === "cell");
  // Published values are known. With the cells that declare them, 5 cells depend on `many`, for 3 more values; 2 on
  // `few`, for 4 more values under each of the 4 of `many`; and the last one on both, for 19 more settings. At the end
  // all 8 are executed once more, under one setting, to see whether anything else depends on it.
  expect(executed).toHaveLength(5 * 3 + 2 * 4 * 4 + 19 + 8);
});
