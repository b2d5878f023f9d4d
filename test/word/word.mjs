// Opens Word documents in LibreOffice, as a reader would, and looks: node test/word/word.mjs [file.docx ...]
// Without arguments: that of this project's briefing, and that of a notebook with whatever a document could stumble over.
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { DomUtils, parseDocument } from "htmlparser2";
import JSZip from "jszip";
import { check, program, root, skip, sum, workFolder } from "../checks.mjs";
import { tortureNotebook } from "./torture.mjs";

const missing = install();
if (missing !== undefined) {
  skip("Word documents were not opened", missing);
  sum();
  process.exit();
}

const work = workFolder("briefing-word");
const given = process.argv.slice(2).map((file) => path.resolve(file));
for (const { name, file, expected } of given.length > 0 ? given.map(plainly) : ownDocuments()) {
  console.log(`--- ${name}`);
  await look(name, file, expected);
}
sum();

/** Why there is no LibreOffice; undefined where there is one. */
function install() {
  const has = (program) => spawnSync(program, ["--version"], { stdio: "ignore" }).error === undefined;
  if (has("soffice") && has("xmllint")) return undefined;
  if (!has("apt-get"))
    return "LibreOffice and xmllint are not installed, and there is no apt-get to install them.";
  const apt = (...args) =>
    spawnSync("apt-get", ["-qq", "-o", "Dpkg::Use-Pty=0", ...args], {
      stdio: ["ignore", "ignore", "pipe"],
      encoding: "utf8",
      env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
    });
  apt("update");
  const { status, stderr } = apt(
    "install",
    "-y",
    "--no-install-recommends",
    "libreoffice-writer-nogui",
    "libreoffice-math-nogui",
    "libxml2-utils",
    "fonts-crosextra-carlito",
    "fonts-crosextra-caladea",
  );
  return status === 0 ? undefined : `apt-get cannot install LibreOffice: ${stderr.trim().split("\n").at(-1)}`;
}

function plainly(file) {
  return { name: path.basename(file), file, expected: {} };
}

function ownDocuments() {
  const briefing = path.join(work, "briefing");
  run(["build", "--no-answers", "-q", "-o", briefing, "--docx"], {});
  run(["build", "--no-answers", "-q", "-o", briefing, "--docx", path.join(work, "again.docx")], {
    TZ: "Asia/Kolkata",
    LANG: "tr_TR.UTF-8",
  });
  const file = path.join(briefing, "briefing.docx");
  const isSame = readFileSync(file).equals(readFileSync(path.join(work, "again.docx")));
  check("the same bytes in another time zone and language", isSame);
  const report = JSON.parse(readFileSync(path.join(briefing, "report.json"), "utf8"));
  const blocks = report.sections.flatMap((section) => section.blocks);
  const figures = blocks.filter(({ kind }) => kind === "figure").length;
  const tables = blocks.filter(({ kind }) => kind === "table").length;
  // Of every tenth value in prose the text must be there.
  const values = blocks
    .filter(({ kind }) => kind === "prose")
    .flatMap(({ text }) => text)
    .flatMap((part) => (typeof part === "object" && "value" in part ? [report.values[part.value].text] : []))
    .filter((_, index) => index % 10 === 0);

  const notebook = path.join(work, "torture.ipynb");
  writeFileSync(notebook, tortureNotebook(100));
  run(["render", notebook, "-q", "-o", path.join(work, "torture"), "--docx"], {});
  const texts = ["four emphasis both", "שלום", "😀", "[picture: broken"];
  return [
    { name: "the briefing", file, expected: { figures, tables, texts: [report.title, ...values] } },
    {
      name: "a notebook with everything",
      file: path.join(work, "torture/briefing.docx"),
      expected: { figures: 100, tables: 9, notes: 2, texts },
    },
  ];
}

function run(args, env) {
  execFileSync(process.execPath, [program, ...args], {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ["ignore", "ignore", "inherit"],
  });
}

async function look(name, file, { figures = 0, tables = 0, notes = 0, texts = [] }) {
  const zip = await JSZip.loadAsync(readFileSync(file));
  await checkParts(name, zip);
  const document = parseDocument(await zip.file("word/document.xml").async("string"), { xmlMode: true });
  const inWord = (tag) => DomUtils.getElementsByTagName(tag, document);
  const styled = (style) =>
    inWord("w:p")
      .filter((paragraph) => {
        const [named] = DomUtils.getElementsByTagName("w:pStyle", paragraph);
        return style.test(named?.attribs["w:val"] ?? "");
      })
      .map((paragraph) => words(DomUtils.getElementsByTagName("w:t", paragraph)));

  const opened = convert(file, "fodt");
  check(`${name}: LibreOffice opens it`, opened !== undefined);
  if (opened === undefined) return;
  const flat = parseDocument(readFileSync(opened, "utf8"), { xmlMode: true });
  const [body] = DomUtils.getElementsByTagName("office:text", flat);
  const inOffice = (tag) => DomUtils.getElementsByTagName(tag, body);
  const read = plain(words([body]));
  const count = (what, word, office, least) => {
    check(`${name}: ${what}`, word === office && word >= least, JSON.stringify({ word, office, least }));
  };
  count("tables", inWord("w:tbl").length, inOffice("table:table").length, tables);
  // A formula is an object with a picture of itself.
  const pictures = inOffice("draw:frame").filter(
    (frame) => DomUtils.getElementsByTagName("draw:object", frame).length === 0,
  );
  count("pictures", inWord("w:drawing").length, pictures.length, figures);
  count("footnotes", inWord("w:footnoteReference").length, inOffice("text:note").length, notes);
  const headings = inOffice("text:h").map((heading) => plain(words([heading])));
  for (const heading of styled(/^Heading/))
    check(`${name}: heading`, headings.includes(plain(heading)), heading);
  const captions = styled(/^Caption$/);
  check(`${name}: a caption for each figure`, captions.length >= figures, `${captions.length} of ${figures}`);
  for (const caption of captions) check(`${name}: caption`, read.includes(plain(caption)), caption);
  for (const text of texts) check(`${name}: text`, read.includes(plain(text)), text);

  const printed = convert(file, "pdf");
  const pages = printed && (readFileSync(printed, "latin1").match(/\/Type\s*\/Page\b/g) ?? []).length;
  check(`${name}: prints`, pages !== undefined && pages > 1, `${pages} pages`);
}

/** Well-formed, every relationship leads to a part, every part has a type, no bookmark twice, every link a bookmark. */
async function checkParts(name, zip) {
  const parts = Object.keys(zip.files);
  const types = await zip.file("[Content_Types].xml").async("string");
  for (const part of parts) {
    const extension = part.split(".").at(-1);
    const isTyped = types.includes(`PartName="/${part}"`) || types.includes(`Extension="${extension}"`);
    check(`${name}: type of ${part}`, isTyped);
    if (!/\.(?:xml|rels)$/.test(part)) continue;
    const xml = await zip.file(part).async("nodebuffer");
    const { status, stderr } = spawnSync("xmllint", ["--noout", "--nonet", "--huge", "-"], { input: xml });
    check(`${name}: ${part} is well-formed`, status === 0, String(stderr).slice(0, 200));
    if (part.endsWith(".rels")) checkTargets(name, part, String(xml), parts);
  }
  const document = await zip.file("word/document.xml").async("string");
  const all = (pattern) => [...document.matchAll(pattern)].map(([, found]) => found);
  const marks = all(/<w:bookmarkStart [^>]*w:name="([^"]*)"/g);
  check(`${name}: no bookmark twice`, new Set(marks).size === marks.length);
  check(
    `${name}: names of bookmarks that Word takes`,
    marks.every((mark) => /^[A-Za-z_]\w{0,39}$/.test(mark)),
  );
  const lost = all(/w:anchor="([^"]*)"/g).filter((anchor) => !marks.includes(anchor));
  check(`${name}: every link leads somewhere`, lost.length === 0, lost.join(" "));
  const pictures = all(/<wp:docPr [^>]*\bid="(\d+)"/g);
  check(`${name}: no picture's number twice`, new Set(pictures).size === pictures.length);
}

function checkTargets(name, rels, xml, parts) {
  const folder = path.posix.dirname(path.posix.dirname(rels));
  const all = DomUtils.getElementsByTagName("Relationship", parseDocument(xml, { xmlMode: true }));
  const ids = all.map(({ attribs }) => attribs.Id);
  check(`${name}: ${rels} has each id once`, new Set(ids).size === ids.length, ids.join(" "));
  for (const { attribs } of all) {
    const { Target: target, TargetMode: mode } = attribs;
    if (mode === "External") check(`${name}: an address`, URL.canParse(target), target);
    else {
      const part = target.startsWith("/") ? target.slice(1) : path.posix.join(folder, target);
      check(`${name}: ${rels} leads to ${target}`, parts.includes(part));
    }
  }
}

/** The path of what LibreOffice made of a file; undefined where it made nothing. */
function convert(file, format) {
  const folder = mkdtempSync(path.join(work, "office-"));
  spawnSync(
    "soffice",
    [
      `-env:UserInstallation=file://${work}/office`,
      "--headless",
      "--convert-to",
      format,
      "--outdir",
      folder,
      file,
    ],
    { stdio: "ignore", timeout: 100_000 },
  );
  const made = path.join(folder, `${path.parse(file).name}.${format}`);
  try {
    return readFileSync(made).length > 0 ? made : undefined;
  } catch {
    return undefined;
  }
}

function words(nodes) {
  return nodes.map((node) => DomUtils.textContent(node)).join("");
}

/** Without blanks: LibreOffice has elements of its own for some. */
function plain(text) {
  return text.replace(/\s+/g, "");
}
