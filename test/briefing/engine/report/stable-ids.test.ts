/** What an edit of one sentence changes under output/: the sentence itself, line by line in every file. */
import { describe, expect, it } from "vitest";
import type { Briefing } from "../../../../src/briefing/engine/diff/briefing.js";
import { brief, gauges } from "../diff/gauges.js";

const here = "Nothing is filled in";
const others = [
  '[The river rose.]{holds="change > 0"}',
  '[It rose by `{ts} fmt.percent(change)`.]{holds="change > -1"}',
];
const inserted = "[Since `{ts} fmt.year(2000)` a weir stands.]{holds=true}";
const summary = (...sentences: readonly string[]) =>
  `title: What the rivers carry\nsummary: >-\n  ${sentences.join("\n  ")}`;

async function saying(sentences: readonly string[], inSummary: readonly string[]): Promise<Briefing> {
  const project = gauges();
  project.words = project.words.replace(here, `Briefly:\n${sentences.join("\n")}\n${here}`);
  project.frontMatter = summary(...inSummary);
  return brief(project, "output");
}

/** Lines of a file that the other side lacks, by file. */
function changedLines(before: Briefing, after: Briefing): Readonly<Record<string, readonly string[]>> {
  const found = [...after.files].flatMap(([file, text]) => {
    const former = new Set((before.files.get(file) ?? "").split("\n"));
    const lines = text.split("\n").filter((line) => !former.has(line));
    return lines.length === 0 ? [] : [[file, lines] as const];
  });
  return Object.fromEntries(found);
}

const plain = await saying(others, others);
const valuesIn = ({ report }: Briefing, but: readonly string[] = []) =>
  Object.fromEntries(Object.entries(report.values).filter(([id]) => !but.includes(id)));

describe("a guarded sentence that is inserted before others", () => {
  it.each([
    ["in a passage", [inserted, ...others], others, "01-flow.words"],
    ["in the summary of the front matter", others, [inserted, ...others], "01-flow.front-matter"],
  ] as const)("adds its own values and changes no other, %s", async (_, inText, inSummary, cell) => {
    const after = await saying(inText, inSummary);
    const added = [`${cell}-holds-true`, `${cell}-fmt-year-2000`];
    expect(Object.keys(after.report.values)).toEqual(expect.arrayContaining(added));
    expect(valuesIn(after, added)).toEqual(valuesIn(plain));
    const changed = changedLines(plain, after);
    const isOwn = (line: string) => /a weir stands|holds-true|fmt-year-2000/.test(line);
    // Every file but the packed contents of panels, and the hashes and sizes of files.
    const elsewhere = Object.entries(changed).flatMap(([file, lines]) =>
      lines
        .filter((line) => !isOwn(line) && !isListing(line))
        .map((line) => `${file}: ${line.slice(0, 200)}`),
    );
    expect(elsewhere).toEqual([]);
  });

  it("leaves ids as they are if sentences change places or the first is removed", async () => {
    const [first, second] = others;
    const swapped = await saying(
      [second, first].filter((each) => each !== undefined),
      others,
    );
    expect(swapped.report.values).toEqual(plain.report.values);
    const fewer = await saying(
      [second].filter((each) => each !== undefined),
      others,
    );
    expect(Object.keys(plain.report.values).filter((id) => !(id in fewer.report.values))).toEqual([
      "01-flow.words-holds-change-0",
    ]);
  });
});

const isListing = (line: string): boolean =>
  /^"[^"]+":"[0-9a-f]{64}",?$/.test(line) || /type="application\/(?:gzip|json|x-)/.test(line);
