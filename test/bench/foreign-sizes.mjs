/** How the time to read and lay out grows with what others made large: prints the exponent, 1 for linear. */
import { parseForeignNotebook } from "../../dist/engine/notebook/parse.js";
import { PageHeadings } from "../../dist/engine/render/headings.js";

const cells = (size, cell) =>
  JSON.stringify({ nbformat: 4, nbformat_minor: 4, metadata: {}, cells: Array(size).fill(cell) });
const empty = { cell_type: "code", metadata: {}, source: "", execution_count: null, outputs: [] };
const cases = {
  "empty cells without ids": (size) => parseForeignNotebook(cells(size, empty), "bench", () => undefined),
  "equal headings": (size) => new PageHeadings().order("<h1>Same</h1>\n".repeat(size), "bench"),
};

/** CPU milliseconds, the least of three. */
function cost(work, size) {
  const once = () => {
    const before = process.cpuUsage();
    work(size);
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  };
  return Math.min(once(), once(), once());
}

const [small, large] = [16_000, 128_000];
for (const [name, work] of Object.entries(cases)) {
  work(small);
  const [before, after] = [cost(work, small), cost(work, large)];
  const exponent = Math.log(after / before) / Math.log(large / small);
  console.log(`${name}: ${before.toFixed(0)} ms → ${after.toFixed(0)} ms, exponent ${exponent.toFixed(2)}`);
}
