import { writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { withPanels } from "../../../packed.js";
import { renderBriefing } from "../../../../src/briefing/engine/render/render-briefing.js";
import { readPrevious, type PreviousReport } from "../../../../src/briefing/engine/report/previous.js";
import { teaReport, textOf } from "./tea.js";
import { temporaryFolder } from "../../../support/temporary.js";

const folder = temporaryFolder("briefing-previous");

const now = teaReport();
const [changed, gone, ...others] = Object.entries(now.values).flatMap(([id, { raw }]) =>
  typeof raw === "number" ? [id] : [],
);
if (changed === undefined || gone === undefined) throw new Error("the notebook has too few values");

const formerValues = Object.fromEntries(
  Object.entries(now.values)
    .filter(([id]) => id !== gone)
    .map(([id, value]) => [id, id === changed ? { ...value, raw: -5, text: "−5" } : value]),
);

/** An edition in which one number was lower and one was missing. */
const previous: PreviousReport = {
  date: "2025-02-01",
  sha256: "ab".repeat(32),
  values: formerValues,
  editions: [{ values: formerValues }],
};
const compared = teaReport({ previous });

describe("a previous edition", () => {
  it("is compared with every value: unchanged, new or changed", () => {
    expect(compared.values[changed]?.since).toEqual({ raw: -5, text: "−5" });
    expect(compared.values[gone]?.since).toBe("new");
    expect(others.map((id) => compared.values[id]?.since)).toEqual(others.map(() => "unchanged"));
    expect(now.values[changed]).not.toHaveProperty("since");
  });

  it("is an input of the report, which adds only its date", () => {
    expect(compared.inputs["previous"]).toBe(previous.sha256);
    expect(compared.previous).toEqual({ date: "2025-02-01" });
    expect(now.inputs).not.toHaveProperty("previous");
  });

  it("is shown in the panel, by a sign with words, in the head and in the Markdown", async () => {
    const files = await renderBriefing(compared, []);
    const [page, markdown] = ["briefing.html", "briefing.md"].map((name) => textOf(files, name));
    const count = Object.keys(now.values).length;
    const summary = `1 of ${count} values changed and 1 is new since the edition of 1 February 2025`;
    expect(page).toContain(summary);
    expect(withPanels(page ?? "")).toMatch(
      /<p class="from">Since the edition of 1 February 2025: <b>-?[^<]*5[^<]* → /,
    );
    expect(page).toContain(
      '<span class="since up"></span><span class="unseen"> (more than in the edition of 1 February 2025)</span>',
    );
    expect(markdown).toContain(summary);
    expect(markdown).toContain("## Changed since the edition of 1 February 2025");
    expect(markdown).toContain("| −5 |");
  });

  it("is read from its folder or its report.json", async () => {
    const files = await renderBriefing(now, []);
    const json = String(files.at(-1)?.content);
    writeFileSync(path.join(folder, "report.json"), json);
    const byFolder = await readPrevious(folder);
    expect(byFolder).toEqual(await readPrevious(path.join(folder, "report.json")));
    expect(byFolder).toMatchObject({ status: "read", previous: { date: "2025-03-01" } });
    if (byFolder.status !== "read") throw new Error(byFolder.reason);
    const same = teaReport({ previous: byFolder.previous });
    expect(new Set(Object.values(same.values).map(({ since }) => since))).toEqual(new Set(["unchanged"]));
  });

  it("that is missing or has another version is reported", async () => {
    expect(await readPrevious(path.join(folder, "none"))).toMatchObject({ status: "unusable" });
    const old = path.join(folder, "old.json");
    writeFileSync(old, '{"version":0}');
    expect(await readPrevious(old)).toEqual({
      status: "unusable",
      reason: `${old}: version 0; this program reads version 3.`,
    });
  });
});
