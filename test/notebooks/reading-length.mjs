// Reading length of the briefing: node test/notebooks/reading-length.mjs [report.json]. Prints the words of each
// chapter (prose, claims, titles and captions; not cells of tables, source lines, code and appendix) and the numbers
// per 100 words of its prose. With a Chromium, also the number of printed A4 pages.
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { forPaper } from "../../dist/engine/render/pdf.js";
import { plainProse } from "../../dist/engine/report/prose.js";
import { launchChromium } from "../chromium.mjs";

const file = path.resolve(process.argv[2] ?? path.join(import.meta.dirname, "../../output/report.json"));
const report = JSON.parse(readFileSync(file, "utf8"));

/** Every text of a block that readers see. */
function textsOf(block) {
  switch (block.kind) {
    case "prose":
      return [block.text];
    case "figure":
      return [block.title, block.subtitle, block.caption];
    case "table":
      return [block.title, block.caption];
    case "claim":
      return [
        block.statement,
        block.by,
        ...block.parts.flatMap(({ reads, evidence, needs = "" }) => [reads, evidence, [needs]]),
      ];
    default:
      return [];
  }
}

const plain = (proses) =>
  proses
    .flatMap((prose) => (prose === undefined ? [] : plainProse(prose, report)))
    .join("\n")
    .replace(/\]\([^)]*\)/g, "]")
    .replace(/(\d)[\u00a0\u202f](?=\d{3})/g, "$1");
const wordsIn = (text) => text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
const numbersIn = (text) => text.match(/\d+(?:[.,]\d+)*/g)?.length ?? 0;

function lengthOf({ summary, blocks }) {
  const prose = plain([
    summary,
    ...blocks.flatMap((each) => (["prose", "claim"].includes(each.kind) ? textsOf(each) : [])),
  ]);
  return {
    words: wordsIn(plain([summary, ...blocks.flatMap(textsOf)])),
    prose: wordsIn(prose),
    numbers: numbersIn(prose),
  };
}

const print = (name, { words, prose, numbers }) =>
  console.log(
    `${String(words).padStart(6)} words ${((100 * numbers) / prose).toFixed(1).padStart(5)} numbers in 100  ${name}`,
  );
const all = { words: 0, prose: 0, numbers: 0 };
for (const section of report.sections) {
  const length = lengthOf(section);
  for (const name of Object.keys(all)) all[name] += length[name];
  print(section.id, length);
}
print("all chapters", all);

const page = path.join(path.dirname(file), "briefing.html");
if (existsSync(page)) {
  const browser = await launchChromium();
  const sheet = await browser.newPage();
  await sheet.setContent(forPaper(readFileSync(page, "utf8")));
  const pdf = await sheet.pdf({ printBackground: true, preferCSSPageSize: true });
  console.log(`${pdf.toString("latin1").match(/\/Type \/Page\b/g)?.length} printed pages`);
  await browser.close();
}
