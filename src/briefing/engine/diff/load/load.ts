import path from "node:path";
import { gunzipSync } from "node:zlib";
import { conflictLine } from "../../../lib/conflict-marker.js";
import { sha256 } from "../../../lib/hash.js";
import { shownPath } from "../../../lib/shown-path.js";
import { findOutdated } from "../../report/outdated.js";
import { parseStoredReport, type StoredReport } from "../../report/stored-report.js";
import type { Briefing, Sides } from "../briefing.js";
import { isData } from "../causes/changed-inputs.js";
import { isPackage } from "../causes/data-files.js";
import { executedFile, normaliseReport } from "../outputs/normalise-report.js";
import { openBriefing, type Opening } from "./open.js";
import type { OpenedBriefing, Source } from "./source.js";
import { own } from "../../../lib/own.js";

/** Both sides of a comparison, with the files that differ. */
export async function loadBriefings({ before, after }: Sides<Source>, opening: Opening) {
  const [openedBefore, openedAfter] =
    before.kind === "notebook" && after.kind === "notebook"
      ? await (await import("./open-notebooks.js")).openNotebooks({ before, after }, opening.draw)
      : await Promise.all([openBriefing(before, opening), openBriefing(after, opening)]);
  const reportBefore = parseStoredReport(openedBefore.text, openedBefore.at);
  // Two identical sides are parsed once, because parsing takes longer than all that follows.
  const isSame = openedBefore.text === openedAfter.text;
  const reportAfter = isSame ? reportBefore : parseStoredReport(openedAfter.text, openedAfter.at);
  const readBefore = await readDiffering(openedBefore, reportBefore, reportAfter, opening);
  const readAfter = await readDiffering(openedAfter, reportAfter, reportBefore, opening);
  const normalisedBefore = normalised(readBefore, readAfter);
  const normalisedAfter = normalised(readAfter, readBefore);
  return {
    before: await withOutdated(normalisedBefore, before, opening),
    after: await withOutdated(
      isSame ? { ...normalisedAfter, report: normalisedBefore.report } : normalisedAfter,
      after,
      opening,
    ),
  };
}

/** Adds the inputs that changed since the project's output was built; other folders may be of another state or project. */
async function withOutdated(side: Briefing, source: Source, { root, output }: Opening): Promise<Briefing> {
  if (output === undefined || (source.kind !== "folder" && source.kind !== "report")) return side;
  const folder = source.kind === "folder" ? source.path : path.dirname(source.path);
  if (path.resolve(folder) !== path.resolve(output)) return side;
  const found = await findOutdated(side.report, root);
  if (found === undefined) return side;
  const shown = `${shownPath(output)}/`;
  const notes = found.compared === "everything" ? [] : [cannotTell(shown)];
  return {
    ...side,
    notes: [...(side.notes ?? []), ...notes],
    outdated: { folder: shown, inputs: found.inputs },
  };
}

const cannotTell = (folder: string): string =>
  `${folder} was built by an earlier version of the program, which did not record notebooks and settings: it may be older than they are. Run briefing build.`;

/** An executed notebook that the other side lists but cannot provide is left out: everything in it would look new. */
function normalised(side: Briefing, other: Briefing): Briefing {
  const isComparable = (file: string) =>
    other.files.has(file) || own(other.report.files, file) === undefined || !file.endsWith(".ipynb");
  const files = new Map([...side.files].filter(([file]) => isComparable(file)));
  return { ...side, report: normaliseReport(side.report, files) };
}

async function readDiffering(
  { name, notes = [], readFiles, readInputs }: OpenedBriefing,
  report: StoredReport,
  other: StoredReport,
  { files: others = [] }: Opening,
): Promise<Briefing> {
  const listed = Object.keys(report.files);
  const contents = await readFiles(listed.filter(isRelative));
  const files = new Map(
    [...differingFiles(report, other), ...others].flatMap((file) => {
      const content = contents.get(file);
      return content === undefined ? [] : [[file, encodedContent(file, content)] as const];
    }),
  );
  // A report.json may stand alone; if it has files next to it, all should be there.
  const isBeside = listed.some((file) => contents.has(file));
  const hashes = isBeside ? listed.map((file) => [file, sha256(contents.get(file) ?? "")] as const) : [];
  const edited = hashes.filter(([file, hash]) => hash !== own(report.files, file));
  const conflicts = edited.flatMap(([file]) => {
    const line = conflictLine(contents.get(file)?.toString("utf8") ?? "");
    return line === undefined ? [] : [conflictNote(name, file, line)];
  });
  const wanted = Object.entries(report.inputs).filter(
    ([input, hash]) =>
      isRelative(input) && (isPackage(input) || (isData(input) && hash !== own(other.inputs, input))),
  );
  // Only the contents that the report was built from: a data file may have changed since.
  const inputs = await readInputs(
    new Map(wanted.map(([input, hash]) => [input, (content: Buffer) => sha256(content) === hash])),
  );
  return {
    name,
    report,
    notes: [...notes, ...conflicts],
    files,
    edited: new Map(edited),
    inputs: new Map([...inputs].map(([input, content]) => [input, inputText(input, content)])),
  };
}

const conflictNote = (side: string, file: string, line: number): string =>
  `${side}: ${file}:${line} has conflict markers of a merge. Resolve the notebooks and data, then run briefing build --force.`;

/** Paths from a report are untrusted. */
function isRelative(name: string): boolean {
  return !path.isAbsolute(name) && name.split(/[\\/]/).every((part) => part !== ".." && part !== "");
}

/**
 * All files of a figure or picture if one of them differs, and of figures that replace each other on the first page, for
 * formats that show them side by side; and the executed notebooks that differ.
 */
function differingFiles(report: StoredReport, other: StoredReport): readonly string[] {
  const differs = (file: string) =>
    own(report.files, file) !== own(other.files, file) || own(report.files, file) === undefined;
  const { lead, claims } = report.firstPage ?? {};
  const placed = [lead !== other.firstPage?.lead && lead, claims !== other.firstPage?.claims && claims];
  return report.sections.flatMap((section) => [
    ...[executedFile(section)].filter(differs),
    ...section.blocks.flatMap((block): readonly string[] => {
      if (block.kind === "prose") return (block.attachments ?? []).map(({ file }) => file).filter(differs);
      if (block.kind === "image") return [block.file].filter(differs);
      if (block.kind !== "figure") return [];
      const files = [block.files.svg, block.files.spec, block.files.data];
      return files.some(differs) || placed.includes(block.id) ? files : [];
    }),
  ]);
}

/** The text of an input; one that cannot be decompressed was never read by a notebook and is compared as stored. */
function inputText(input: string, content: Buffer): string {
  try {
    return (input.endsWith(".gz") ? gunzipSync(content) : content).toString("utf8");
  } catch {
    return content.toString("utf8");
  }
}

function encodedContent(file: string, content: Buffer): string {
  return content.toString(/\.(?:png|jpe?g|gif)$/.test(file) ? "base64" : "utf8");
}
