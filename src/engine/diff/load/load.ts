import { createHash } from "node:crypto";
import { gunzipSync } from "node:zlib";
import { parseStoredReport, type StoredReport } from "../../report/stored-report.js";
import type { KnownReport } from "../../report/known-records.js";
import type { Draw } from "../../render/figure/draw.js";
import type { Briefing } from "../briefing.js";
import { asShown } from "../foreign/as-shown.js";
import { openBriefing } from "./open.js";
import type { OpenedBriefing, Source } from "./source.js";
import { own } from "../../../lib/own.js";

interface Loading {
  /** The project's folder. */
  readonly root: string;
  readonly draw?: Draw | undefined;
}

/** Both sides of a comparison, with the files that differ. */
export async function loadBriefings(
  before: Source,
  after: Source,
  loading: Loading,
): Promise<{ readonly before: Briefing; readonly after: Briefing }> {
  const [one, two] =
    before.kind === "notebook" && after.kind === "notebook"
      ? await (await import("../foreign/open-notebooks.js")).openNotebooks(before, after, loading.draw)
      : await openBoth(before, after, loading);
  const [earlier, later] = [await readDiffering(one, two.report), await readDiffering(two, one.report)];
  return { before: earlier, after: one.report === two.report ? { ...later, report: earlier.report } : later };
}

/** What the two have in common is checked once: that takes longer than all that follows. */
async function openBoth(
  before: Source,
  after: Source,
  loading: Loading,
): Promise<readonly [OpenedBriefing, OpenedBriefing]> {
  let known: KnownReport | undefined;
  const parse = (text: string, at: string): StoredReport => {
    if (known?.text !== text) known = { text, report: parseStoredReport(text, at, known) };
    return known.report;
  };
  return await Promise.all([
    openBriefing(before, { ...loading, parse }),
    openBriefing(after, { ...loading, parse }),
  ]);
}

async function readDiffering(opened: OpenedBriefing, other: StoredReport): Promise<Briefing> {
  const { name, report, notes = [], readFiles, readInput } = opened;
  const files = await readFiles(differingFiles(report, other));
  const wanted = Object.keys(report.inputs).filter(
    (input) => isData(input) && own(report.inputs, input) !== own(other.inputs, input),
  );
  const packages = Object.keys(report.inputs).filter((input) => input.endsWith("datapackage.json"));
  const inputs = new Map<string, string>();
  for (const input of new Set([...wanted, ...packages])) {
    // Only what the report was built from: a data file may have changed since.
    const content = await readInput(input, (each) => sha256(each) === own(report.inputs, input));
    if (content !== undefined) inputs.set(input, inputText(input, content));
  }
  return {
    name,
    report: asShown(report),
    notes,
    files: new Map([...files].map(([file, content]) => [file, textOf(file, content)])),
    inputs,
  };
}

/** All files of a figure or picture of which one differs: what a format shows side by side, it has to have. */
function differingFiles(report: StoredReport, other: StoredReport): readonly string[] {
  const differs = (file: string) =>
    own(report.files, file) !== own(other.files, file) || own(report.files, file) === undefined;
  const groups = report.sections.flatMap(({ blocks }) =>
    blocks.flatMap((block): readonly (readonly string[])[] =>
      block.kind === "figure"
        ? [[block.files.svg, block.files.spec, block.files.data]]
        : block.kind === "image"
          ? [[block.file]]
          : block.kind === "prose"
            ? (block.attachments ?? []).map(({ file }) => [file])
            : [],
    ),
  );
  return groups.filter((group) => group.some(differs)).flat();
}

function isData(input: string): boolean {
  return !input.includes("#") && input !== "parameters" && !/\.[cm]?[jt]sx?$/.test(input);
}

function sha256(content: Buffer): string {
  return createHash("sha256").update(content).digest("hex");
}

/** The text of an input; one that cannot be decompressed was never read by a notebook and is compared as it lies there. */
function inputText(input: string, content: Buffer): string {
  if (!input.endsWith(".gz")) return content.toString("utf8");
  try {
    return gunzipSync(content).toString("utf8");
  } catch {
    return content.toString("utf8");
  }
}

function textOf(file: string, content: Buffer): string {
  return /\.(?:png|jpe?g|gif)$/.test(file) ? content.toString("base64") : content.toString("utf8");
}
