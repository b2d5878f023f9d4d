// Reads every panel of a built page that opens on a number: its name, its rows, and no source besides theirs.
// usage: node test/page/panels.mjs [FOLDER]   (by default output/)
import { readFileSync } from "node:fs";
import path from "node:path";
import { gunzipSync } from "node:zlib";
import { check, root, sum } from "../checks.mjs";
import { lineageGap } from "../../src/briefing/dist/engine/report/value-lineage/gaps.js";
import { dataBehind } from "../../src/briefing/dist/engine/report/data/used-data.js";
import { valueName } from "../../src/briefing/dist/engine/render/html/value-panel.js";

const folder = path.resolve(process.argv[2] ?? path.join(root, "output"));
const report = JSON.parse(readFileSync(path.join(folder, "report.json"), "utf8"));
const html = readFileSync(path.join(folder, "briefing.html"), "utf8");
const packed = /<script type="application\/gzip" class="values">([^<]*)</.exec(html)?.[1] ?? "";
const panels = JSON.parse(gunzipSync(Buffer.from(packed, "base64")).toString("utf8"));
const opened = Object.entries(report.values).filter(([id]) => Object.hasOwn(panels, valueName(id)));
check("the page has panels of numbers", opened.length > 0);

const editionsOf = (tables) => new Set(tables.flatMap(({ editions }) => editions ?? []));
const gaps = [];
for (const [id, value] of opened) {
  const gap = lineageGap(value, report);
  if (gap !== undefined) {
    gaps.push(`${value.text} (${id}): ${gap}`);
    continue;
  }
  const reads = value.lineage.reads.map((place) => report.reads[place]);
  const { tables, editions } = dataBehind(value, report);
  const words = panels[valueName(id)].replace(/<[^>]+>/g, "");
  const without = tables.filter((table) =>
    reads.every((read) => read.path !== table.path || read.rows === 0),
  );
  check(`${id}: rows of each table reached the value`, without.length === 0);
  const reached = new Set(
    reads.flatMap(
      (read) =>
        read.editions ?? [...editionsOf(report.sources.tables.filter((table) => table.path === read.path))],
    ),
  );
  check(
    `${id}: no source is named besides those of its rows`,
    editions.every((each) => reached.has(each.id)),
  );
  check(
    `${id}: its panel names the value and its tables`,
    !words.includes("No name is given") &&
      tables.every(({ path: file }) => words.includes(path.basename(file))),
  );
}
console.log(
  `${opened.length - gaps.length} of ${opened.length} panels name their tables and rows. The others:`,
);
for (const gap of gaps) console.log(`  ${gap}`);
check("at least three quarters of the panels do", 4 * gaps.length <= opened.length);
sum();
