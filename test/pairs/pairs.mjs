// A briefing on any two economies: random pairs are built by the library from one project of `briefing init --example
// pair`. For every pair, the page must be built, contain no JavaScript values, and have counts and ranks equal to those
// of the table, recomputed here. Every third pair consists of large economies, because few others have a verdict.
// usage: node test/pairs/pairs.mjs [--pair TV-BT] [--verbose]; TEST_SEED=N repeats a draw, TEST_RUNS=20 sets the number
import { readFileSync } from "node:fs";
import path from "node:path";
import { gunzipSync } from "node:zlib";
import { build, findProject } from "../../src/briefing/dist/engine/build.js";
import { argument, briefing, isAsked, judge, root, seeded, sum, workFolder } from "../checks.mjs";

const { TEST_SEED, TEST_RUNS } = process.env;
const seed = Number(TEST_SEED ?? Math.floor(Math.random() * 2 ** 31));
const work = workFolder("pairs");
process.env.BRIEFING_CACHE_DIR = path.join(work, "cache");

/** Rows of a table without quotes. */
const rowsOf = (text) => {
  const [header, ...lines] = text.trimEnd().split("\n");
  const names = header.split(",");
  return lines.map((line) => Object.fromEntries(line.split(",").map((cell, i) => [names[i], cell])));
};
const read = (name) => readFileSync(path.join(root, "data", name));
const keyOf = (...codes) => codes.sort().join("-");

const joint = new Map();
const partners = new Map();
const years = new Set();
const economies = new Map();
for (const { year, a, b, works } of rowsOf(gunzipSync(read("world-pairs.csv.gz")).toString())) {
  years.add(Number(year));
  joint.set(`${keyOf(a, b)} ${year}`, Number(works));
  for (const [of, other] of [
    [a, b],
    [b, a],
  ]) {
    const list = partners.get(`${of} ${year}`) ?? new Map();
    partners.set(`${of} ${year}`, list.set(other, Number(works)));
    economies.set(of, (economies.get(of) ?? 0) + Number(works));
  }
}
const international = new Map(
  rowsOf(read("world-international.csv").toString()).map((row) => [
    `${row.economy} ${row.year}`,
    Number(row.works),
  ]),
);
const rule = JSON.parse(read("verdict-rule.json").toString());
/** 2023 was eight months old when it was counted. */
const now = 2022;

function drawn() {
  const asked = argument("pair");
  if (asked !== undefined) return [asked.split("-")];
  const next = seeded(seed);
  const all = [...economies].sort(([, a], [, b]) => b - a).map(([code]) => code);
  return Array.from({ length: Number(TEST_RUNS ?? 20) }, (_, index) => {
    const among = index % 3 === 2 ? all.slice(0, 40) : all;
    const one = among[Math.floor(next() * among.length)];
    const others = among.filter((code) => code !== one);
    return [one, others[Math.floor(next() * others.length)]];
  });
}

const grouped = (n) => n.toLocaleString("en-US");

/**
 * Checks the page of a pair, as far as a program can.
 *
 * @param {string[]} pair
 */
function fault([one, two], { status, falseSentences, notebooks }, files) {
  if (falseSentences.length > 0) return `no longer true: ${JSON.stringify(falseSentences[0])}`;
  if (status !== "built")
    return `${status}: ${JSON.stringify(notebooks.flatMap(({ failures }) => failures ?? []).map(({ evalue, message }) => evalue ?? message))}`;
  const content = (name) => Buffer.from(files.find((file) => file.path === name).content).toString("utf8");
  const page = content("briefing.md")
    .replace(/<details>[\s\S]*?<\/details>/g, "")
    .replace(/[\u00a0\u202f]/g, " ");
  const nonsense = /.{0,60}\b(?:NaN|undefined|null|Infinity)\b.*|\[object Object\]|\(\)|, ,| \.(?=\s)/.exec(
    page,
  );
  if (nonsense !== null) return `the page reads: ${nonsense[0]}`;
  const count = (year) => joint.get(`${keyOf(one, two)} ${year}`) ?? 0;
  const lacks = (sentence) => (page.includes(sentence) ? [] : [`the page does not say "${sentence}"`]);
  const all = [...years].filter((year) => year <= now).map(count);
  const total = all.reduce((sum, each) => sum + each, 0);
  const text = (n) => (n === 0 ? "no joint papers" : `${grouped(n)} joint ${n === 1 ? "paper" : "papers"}`);
  const rows = [
    ...page.matchAll(/^\| (\d{4})(?: \(early count\))? \| ([\d,]+) \| ([\d,]+) \| [^|]+ \| ([\d,]+) \|/gm),
  ];
  const table = rows.map(([, ...cells]) => cells.map((cell) => Number(cell.replaceAll(",", ""))));
  const wrong = table.find(
    ([year, both, x, y]) =>
      both !== count(year) ||
      x !== (international.get(`${one} ${year}`) ?? 0) ||
      y !== (international.get(`${two} ${year}`) ?? 0),
  );
  const needed = rule.baselines.flatMap(({ from, to }) =>
    [...years].filter((year) => year >= from && year <= to),
  );
  const hasZero = [...needed, now].some((year) => count(year) === 0);
  const isFew = hasZero || needed.some((year) => count(year) < rule.leastPapers);
  const places = [
    [one, two],
    [two, one],
  ].flatMap(([of, other]) => {
    const list = partners.get(`${of} ${now}`) ?? new Map();
    const own = list.get(other);
    if (own === undefined || list.size === 1) return [];
    const place = 1 + [...list.values()].filter((works) => works > own).length;
    const words = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"];
    return [
      ` the ${words[place - 1] ?? `${grouped(place)}(?:st|nd|rd|th)`} of ${grouped(list.size)} partners of `,
    ];
  });
  return [
    ...(wrong === undefined ? [] : [`the table has ${wrong.join(", ")}`]),
    ...(table.length === 12 ? [] : [`the table of years has ${table.length} rows`]),
    ...lacks(`wrote ${text(count(now))} in ${now}`),
    ...(total > 1 ? lacks(grouped(total)) : []),
    ...lacks(`The early count of 2023 is ${grouped(count(2023))}.`),
    ...places.filter((place) => !new RegExp(place).test(page)).map((place) => `no place reads "${place}"`),
    ...(hasZero ? lacks("with a zero there is no ratio") : []),
    ...(isFew ? ["There is no R for ", "A written rule gives no verdict."].flatMap(lacks) : []),
    ...(isFew && /\bR lay between\b/.test(page) ? ["the page has an R"] : []),
    ...(!isFew && !/\bR lay between\b|too few joint papers would be expected/.test(page)
      ? ["the page has no R"]
      : []),
  ][0];
}

console.log(`Pairs are drawn from seed ${seed}; TEST_SEED=${seed} draws them again.`);
const init = ["init", "pair", "--example", "pair", "-p", "reporter=DE", "-p", "partner=CN"];
const made = briefing(init, { cwd: work });
if (made.status !== 0) throw new Error(made.stderr);
const project = await findProject(path.join(work, "pair"));
for (const pair of drawn())
  await judge(pair.join("–"), async () => {
    const files = [];
    const write = (_folder, rendered) => {
      files.push(...rendered);
      return Promise.resolve({ written: [], removed: [], unchanged: 0 });
    };
    const [reporter, partner] = pair;
    const request = { parameters: { reporter, partner }, output: path.join(work, "output") };
    const built = await build(project, request, { write });
    if (isAsked("verbose") && files.length > 0) {
      const page = Buffer.from(files.find((file) => file.path === "briefing.md").content).toString("utf8");
      console.log(`       ${page.split("\n").find((line) => line.startsWith("**"))}`);
    }
    return fault(pair, built, files);
  });
sum();
