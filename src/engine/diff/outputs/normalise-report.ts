import { sha256 } from "../../../lib/hash.js";
import { guardFormat } from "../../../model/guard.js";
import type { StoredReport } from "../../report/stored-report.js";
import type { BlockOf, StoredBlock } from "../match/blocks.js";
import { groupBy } from "../match/pairing.js";
import { readHtml, shownTable } from "./html-tables.js";
import { withoutOverwritten } from "./normalise-text.js";
import { readUnshown } from "./unshown.js";

type Section = StoredReport["sections"][number];
type TextBlock = BlockOf<"text">;

/** Path under which a report lists the executed notebook of a chapter among its files. */
export const executedFile = ({ notebook }: Pick<Section, "notebook">): string =>
  notebook.startsWith("notebooks/") ? notebook : `notebooks/${notebook}`;

/**
 * A report in the form that is compared: displayed HTML is read as tables and text, printed pieces of output are
 * joined, pictures attached to prose count as pictures, and hidden contents of executed notebooks are added to their
 * cells or, for conditions, to the values. Everything named by an author stays as it is.
 */
export function normaliseReport(report: StoredReport, files: ReadonlyMap<string, string>): StoredReport {
  const conditions: [string, Value][] = [];
  const sections = report.sections.map((section) => {
    const notebook = files.get(executedFile(section));
    const unshown = notebook === undefined ? undefined : readUnshown(notebook);
    conditions.push(...(unshown?.conditions ?? []).map((each) => conditionValue(each, section)));
    const more = unshown?.outputs ?? [];
    return more.length > 0 || section.blocks.some(isNormalised) ? shownSection(section, more) : section;
  });
  if (conditions.length > 0)
    return { ...report, sections, values: { ...report.values, ...Object.fromEntries(conditions) } };
  return sections.every((section, index) => section === report.sections[index])
    ? report
    : { ...report, sections };
}

type Value = StoredReport["values"][string];

/** A condition that hides a sentence, in the form of the values that tell whether a sentence still holds. */
function conditionValue(
  { cell, sentence, condition }: ReturnType<typeof readUnshown>["conditions"][number],
  { id, notebook }: Section,
): [string, Value] {
  const place = { notebook, cell };
  const expression = `when ${condition}`;
  return [
    `${id}.${cell}-when-${sha256(sentence).slice(0, 8)}`,
    { raw: true, text: sentence, format: guardFormat, expression, place },
  ];
}

const isNormalised = (block: StoredBlock): boolean =>
  block.kind === "html" ||
  block.kind === "text" ||
  (block.kind === "prose" && block.attachments !== undefined);

function shownSection(section: Section, more: readonly TextBlock[]): Section {
  const counts = new Map<string, number>();
  const hasMore = more.length > 0;
  const blocks = streamsJoined([...section.blocks, ...more]).flatMap((block): StoredBlock[] => {
    if (block.kind === "prose") return [block, ...attachedPictures(block)];
    // For a chart that only its own program can draw, the executed notebook has more data.
    if (block.kind === "text" && hasMore)
      return [{ ...block, text: block.text.replace(/(?<=^A chart by Plotly.*)SHA-256 [0-9a-f]{8}/, "") }];
    if (block.kind !== "html") return [block];
    const { tables, lines } = readHtml(block.text);
    if (tables.length === 0) return [{ ...block, text: lines.join("\n") }];
    return tables.map((table, index) => {
      const count = (counts.get(block.cell) ?? 0) + 1;
      counts.set(block.cell, count);
      return shownTable(table, {
        id: `${section.id}-${block.cell}-table-${count}`,
        cell: block.cell,
        caption: index === 0 ? lines.join("\n") : "",
      });
    });
  });
  return { ...section, blocks };
}

function attachedPictures({ cell, attachments = [] }: BlockOf<"prose">): readonly BlockOf<"image">[] {
  return attachments.map(({ name, ...file }) => ({ kind: "image", cell, alt: name, ...file }));
}

/**
 * Everything a cell wrote to one stream as one text, placed at its first piece: the order in which the two streams
 * reach a notebook, and the number of pieces, are random.
 */
function streamsJoined(blocks: Section["blocks"]): Section["blocks"] {
  const isStream = (block: StoredBlock): block is TextBlock =>
    block.kind === "text" && block.stream !== "result";
  const cells = groupBy(blocks.filter(isStream), ({ cell }) => cell);
  return blocks.flatMap((block): readonly StoredBlock[] => {
    if (!isStream(block)) return [block];
    const [first, ...others] = cells.get(block.cell) ?? [];
    if (block !== first) return [];
    return (["stdout", "stderr"] as const).flatMap((stream): readonly TextBlock[] => {
      const own = [first, ...others].filter((each) => each.stream === stream);
      if (own.length === 0) return [];
      return [{ ...block, stream, text: withoutOverwritten(own.map(({ text }) => text).join("")) }];
    });
  });
}
