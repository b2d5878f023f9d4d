/**
 * How often standings are right in worlds that are known: `node test/papers/works/rates.mjs [RUNS]` prints a table of ten seeds each,
 * and writes it into docs/explanation/single-papers.md with `--write`. It takes some minutes.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { createVitest } from "vitest/node";

const sizes = [8_000, 24_000];
const runs = Number(process.argv.find((argument) => /^\d+$/.test(argument)) ?? 10);
const vitest = await createVitest("test", { watch: false });
const { columns, judged, names, run, truth } = await vitest.vite.ssrLoadModule(
  "/test/collaboration/works/judged.ts",
);
const { worlds } = await vitest.vite.ssrLoadModule("/test/papers/works/decoupled.ts");

const all = { right: 0, open: 0, wrong: 0 };
const joint = sizes.map((size) => Math.round(run("nothing", 1, size).joint / 100) * 100);
const rows = names.map((name) => {
  const bySize = sizes.map((size) => Array.from({ length: runs }, (_, seed) => run(name, seed + 1, size)));
  const ratio = bySize.at(-1).reduce((sum, found) => sum + found.ratio, 0) / runs;
  const cells = columns.map((column) => {
    const counts = bySize.map((found) => {
      const as = (/** @type {string} */ wanted) =>
        found.filter((one) => judged(name, column, one) === wanted).length;
      const right = as("right");
      const open = as("open");
      const wrong = as("wrong");
      all.right += right;
      all.open += open;
      all.wrong += wrong;
      return wrong === 0 ? `${right}` : `${right} (${wrong} wrong)`;
    });
    return truth[name][column] === undefined ? "" : `${truth[name][column]}: ${counts.join(", ")}`;
  });
  const row = `| ${[worlds[name].words, ratio.toFixed(2), ...cells].join(" | ")} |`;
  console.log(row);
  return row;
});
const titles = ["In the last year", "R", "S4", "S5", "S6", "Selective", "Re-routed", "Sources", "Citations"];
const line = (/** @type {string[]} */ cells) => `| ${cells.join(" | ")} |`;
const summary = `Of ${all.right + all.open + all.wrong} answers ${all.right} are right, ${all.open} open and ${all.wrong} wrong, at ${joint
  .map((papers) => papers.toLocaleString("en-US"))
  .join(" and ")} joint papers a year.`;
console.log(summary);

if (process.argv.includes("--write")) {
  const document = new URL("../../../docs/explanation/single-papers.md", import.meta.url);
  const begin = "<!-- Written by node test/papers/works/rates.mjs --write -->\n";
  const end = "<!-- end -->";
  const [before = "", rest = ""] = readFileSync(document, "utf8").split(begin);
  const table = [line(titles), line(titles.map(() => "---")), ...rows].join("\n");
  writeFileSync(
    document,
    `${before}${begin}\n${table}\n\n${summary}\n\n${end}${rest.split(end).slice(1).join(end)}`,
  );
}
await vitest.close();
