import path from "node:path";
import { describe, expect, it } from "vitest";
import { diffBriefings } from "../../../../src/briefing/engine/diff/diff-briefings.js";
import { findings } from "./findings.js";

const folder = path.join(import.meta.dirname, "../../..", "fixtures", "others");
const places = { cwd: folder, root: folder, output: path.join(folder, "output") };

async function compared(before: string, after: string, options: { tolerance?: string } = {}) {
  const { comparison } = await diffBriefings({ names: [before, after], ...places, ...options });
  const line = comparison.summary.line.replaceAll("\u202f", " ");
  return { ...comparison, line, found: findings(comparison) };
}

describe("two notebooks executed by other programs:", () => {
  it.each([
    ["another run: addresses, times, progress, process and execution numbers", "landings-again.ipynb"],
    ["the same, stored by a program without cell ids", "landings-v4.4.ipynb"],
  ])("%s do not differ", async (_, again) => {
    const first = "landings.ipynb";
    for (const [before, after] of [[first, again] as const, [again, first] as const]) {
      const { found, notes, line } = await compared(before, after);
      expect([found, notes, line]).toEqual([[], [], "No differences."]);
    }
  });

  const read = "landings-edited.ipynb#read";
  const mime = "landings-edited.ipynb#mime";

  it("a number, a chart's scale, a word, an added, a removed and a moved cell", async () => {
    const { found, line, notes } = await compared("landings.ipynb", "landings-edited.ipynb");
    expect(notes).toEqual([]);
    expect(found).toEqual([
      `figure changed landings-edited-bars-1: Vigo, 2023.tonnes 91.2 → 95.2; picture differs <- unknown`,
      `figure changed landings-edited-mime-1: Vigo, 2023.tonnes 91.2 → 95.2; scale encoding.y.scale.zero  → false; picture differs <- ${mime}`,
      `table changed landings-edited-pivot-table-1: Vigo.2023 91.2 → 95.2 <- unknown`,
      `table changed landings-edited-read-table-1: Vigo, 2023.tonnes 91.20 → 95.20 <- ${read}`,
      `table changed landings-edited-means-table-1: Vigo.tonnes 89.600 → 91.600 <- unknown`,
      `output changed landings-edited/means:  <- unknown`,
      `output added landings-edited/check:  <- landings-edited.ipynb#check`,
      `output removed landings-edited/fault:  <- landings-edited.ipynb#fault`,
      `image changed landings-edited-line-2:  <- unknown`,
      "prose changed landings-edited/head: -harbours; +ports <- edited",
      "code changed landings-edited/pivot: moved <- edited",
      "code added landings-edited/check:  <- edited",
      "code removed landings-edited/fault:  <- edited",
      "code changed landings-edited/read:  <- edited",
      "code changed landings-edited/mime:  <- edited",
    ]);
    expect(line).toMatch(
      /^3 tables changed, 2 figures changed in data, 1 picture changed, 1 cell output changed, 1 passage edited, 2 other kinds of change\./,
    );
  });

  it("the same without stored ids, with cells numbered from the top", async () => {
    const [named, numbered] = await Promise.all([
      compared("landings.ipynb", "landings-edited.ipynb"),
      compared("landings-v4.4.ipynb", "landings-edited-v4.4.ipynb"),
    ]);
    expect(numbered.changes).toHaveLength(named.changes.length);
    expect(numbered.found).toContain(
      "table changed landings-edited-v4.4-2-table-1: Vigo, 2023.tonnes 91.20 → 95.20 <- landings-edited-v4.4.ipynb#2",
    );
    expect(numbered.found).toContain("code removed landings-edited-v4.4/earlier-9:  <- edited");
  });

  it("numbers within the tolerance, in tables, charts and printed output", async () => {
    const { found, summary } = await compared("landings.ipynb", "landings-edited.ipynb", {
      tolerance: "10%",
    });
    expect(found.filter((each) => /^(?:table|output changed)|91\.2/.test(each))).toEqual([]);
    expect(summary.withinTolerance).toBe(6);
  });

  it("of R: a data frame by its row names, and printed output", async () => {
    const { found } = await compared("r.ipynb", "r-edited.ipynb");
    expect(found).toEqual([
      "table changed r-edited-read-table-1: c.tonnes 12.25 → 12.75 <- r-edited.ipynb#read",
      "output changed r-edited/sum:  <- unknown",
      "output changed r-edited/sum:  <- unknown",
      "code changed r-edited/read:  <- edited",
    ]);
  });
});
