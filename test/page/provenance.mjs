// Checks sources and licences of tables in all published formats: Markdown, HTML, site, PDF, summary and Word.
// usage: node test/page/provenance.mjs   (needs Chromium and pdftotext)
import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { gunzipSync } from "node:zlib";
import JSZip from "jszip";
import { check, program, root, sum, workFolder } from "../checks.mjs";
import { codeCell, notebookText, textCell } from "../notebooks.mjs";

const work = workFolder("briefing-provenance");
const csv = "year,branch,visits\n2020,North,120\n2021,North,140\n2020,South,80\n2021,South,95\n";
const source = "World Bank, https://data.worldbank.org";
const ofMembers = ["--title", "Members", "--source", source, "--license", "cc-by-4.0"];
const invented = /Invented as an example|CC0/;

/** What every format must contain on the two tables, if both were read; of the summary only the first two. */
const everywhere = [
  /World Bank/,
  /source not given/,
  /Source: source not given(?! \()/,
  /visits\W+data\/visits\.csv.{0,15}4 rows\W+Source: source not given/,
  /members\.csv.{0,15}4 rows\W+Source: World Bank.{0,40}Licence: Creative Commons Attribution 4.0/,
];
const inPanels = [
  /Source: source not given\.\W+visits, visits\.csv/i,
  /Source: World Bank\.\W+members, members\.csv/i,
];

await lookAt("the example next to the user's own tables", withExample());
await lookAt("a project without the example, with a datapackage.json of another tool", foreign());
await lookAt("tables whose rows name editions, and others", withEditions(), inShort);
sum();

function both(formats) {
  for (const [format, text] of Object.entries(formats)) {
    for (const pattern of format === "summary" ? everywhere.slice(0, 2) : everywhere)
      says(format, text, pattern);
    doesNotSay(format, text, /visits\.csv.{0,15}4 rows\W+Source: source not given\W+Licence/);
    doesNotSay(format, text, /\(outside\)|\bexe\b/);
  }
  for (const pattern of inPanels)
    for (const format of ["page", "site"]) says(format, formats[format], pattern);
}

function withExample() {
  const project = init();
  addBoth(project);
  const table = /data\/loans\.csv.{0,15}12 rows.{0,60}Source: Invented as an example\W+Licence: CC0/;
  const also = (format, text) => {
    says(format, text, /Invented as an example/);
    if (format !== "summary") says(format, text, table);
  };
  return { project, also };
}

function foreign() {
  const project = init("--bare");
  const resource = {
    name: "staff",
    path: "staff.csv",
    format: "csv",
    schema: {
      fields: [
        { name: "year", type: "year" },
        { name: "staff", type: "integer" },
      ],
      primaryKey: ["year"],
    },
  };
  const common = { sources: [{ title: "City archive" }], licenses: [{ name: "ODbL-1.0", title: "ODbL" }] };
  writeFileSync(path.join(project, "data/staff.csv"), "year,staff\n2020,5\n2021,6\n");
  const descriptor = { name: "city", profile: "tabular-data-package", ...common, resources: [resource] };
  writeFileSync(path.join(project, "data/datapackage.json"), JSON.stringify(descriptor, undefined, 4));
  briefing(project, "new", "00-staff", "--table", "staff");
  addBoth(project);
  const also = (format, text) => {
    doesNotSay(format, text, invented);
    says(format, text, /City archive/);
    if (format !== "summary")
      says(format, text, /staff\.csv.{0,15}2 rows\W+Source: City archive\W+Licence: ODbL/);
  };
  return { project, also };
}

/** The example pair has a list of editions. */
function withEditions() {
  const project = init("--example", "pair", "-p", "reporter=DE", "-p", "partner=CN");
  addBoth(project);
  return { project, also: (format, text) => says(format, text, /OpenAlex, August 2024/) };
}

function inShort(formats) {
  for (const [format, text] of Object.entries(formats)) {
    says(format, text, /World Bank/);
    says(format, text, /source not given \(visits\.csv\)/);
  }
}

function init(...options) {
  const project = path.join(work, `project-${readdirSync(work).length}`);
  briefing(work, "init", project, ...options);
  mkdirSync(path.join(project, "node_modules"));
  symlinkSync(path.join(root, "src/briefing"), path.join(project, "node_modules/briefing"));
  return project;
}

/** One chapter per table, and a query of each. */
function addBoth(project) {
  const tables = [["visits"], ["members", ...ofMembers]];
  for (const [index, [name, ...options]] of tables.entries()) {
    const file = path.join(work, `${name}.csv`);
    writeFileSync(file, csv);
    briefing(project, "data", "add", file, ...options);
    briefing(project, "new", `0${index + 2}-${name}`, "--table", name);
  }
  writeNotebook(project, "04-query", [
    ["raw", "---\ntitle: A query\n---"],
    ["code", 'import { fmt, sql } from "briefing";'],
    [
      "code",
      "const [north] = await sql`SELECT sum(visits)::INTEGER AS visits FROM visits WHERE branch = 'North'`;",
    ],
    [
      "code",
      "const [south] = await sql`SELECT sum(visits)::INTEGER AS visits FROM members WHERE branch = 'South'`;",
    ],
    ["markdown", "North had `{ts} fmt.count(north.visits as number)` visits."],
    ["markdown", "South had `{ts} fmt.count(south.visits as number)`."],
  ]);
  const settings = path.join(project, "notebooks/briefing.yml");
  const text = readFileSync(settings, "utf8");
  writeFileSync(settings, text.replace("  - 03-members.ipynb\n", "$&  - 04-query.ipynb\n"));
}

function writeNotebook(project, name, cells) {
  const written = cells.map(([kind, source], index) =>
    kind === "code" ? codeCell(`c${index}`, source) : textCell(kind, `c${index}`, source),
  );
  writeFileSync(path.join(project, `notebooks/${name}.ipynb`), notebookText(written));
}

async function lookAt(what, { project, also }, expect = both) {
  console.log(`--- ${what}`);
  briefing(project, "build", "--pdf", "--summary", "--docx");
  const formats = await textsOf(path.join(project, "output"));
  expect(formats);
  for (const [format, text] of Object.entries(formats)) also(format, text);
}

/** The visible text, in one line. */
async function textsOf(output) {
  const read = (...names) => readFileSync(path.join(output, ...names), "utf8");
  const site = readdirSync(path.join(output, "site")).filter((name) => name.endsWith(".html"));
  const docx = await JSZip.loadAsync(readFileSync(path.join(output, "briefing.docx")));
  const texts = {
    markdown: read("briefing.md").replace(/\]\([^)]*\)|<[^>]*>|[[\]\\]/g, " "),
    page: htmlText(read("briefing.html")),
    site: site.map((name) => htmlText(read("site", name))).join(" "),
    pdf: pdfText(path.join(output, "briefing.pdf")),
    summary: pdfText(path.join(output, "summary.pdf")),
    word: (await docx.file("word/document.xml").async("string"))
      .replace(/<\/w:p>/g, " ")
      .replace(/<[^>]*>/g, ""),
  };
  return Object.fromEntries(
    Object.entries(texts).map(([format, text]) => [
      format,
      text.replace(/\s+/g, " ").replace(/ ([.,;:)])/g, "$1"),
    ]),
  );
}

/** Scripts and styles are invisible, except for the panels of numbers, which are packed in a script. */
function htmlText(html) {
  const packed = /<script type="application\/gzip" class="values">([^<]*)<\/script>/g;
  const unpacked = html.replace(packed, (_, base64) =>
    Object.values(JSON.parse(gunzipSync(Buffer.from(base64, "base64")).toString())).join(" "),
  );
  return unpacked.replace(/<(script|style)\b.*?<\/\1>|<[^>]*>/gs, " ");
}

function pdfText(file) {
  const text = execFileSync("pdftotext", ["-layout", file, "-"], { encoding: "utf8" });
  return text.replace(/\d+\/\d+\s*\f/g, " ");
}

function briefing(cwd, ...args) {
  return execFileSync(process.execPath, [program, ...args], { cwd, encoding: "utf8", stdio: "pipe" });
}

function says(format, text, pattern) {
  check(`${format}: says ${pattern}`, pattern.test(text), process.env.SHOW && text);
}

function doesNotSay(format, text, pattern) {
  check(`${format}: does not contain ${pattern}`, !pattern.test(text));
}
