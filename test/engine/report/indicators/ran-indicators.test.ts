import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { metadataKey } from "../../../../src/model/mime.js";
import type { Notebook } from "../../../../src/engine/notebook/contract.js";
import { pageHtml } from "../../../../src/engine/render/html/page.js";
import { renderParts } from "../../../../src/engine/render/html/parts.js";
import { pageMarkdown } from "../../../../src/engine/render/markdown/page.js";
import { buildReport } from "../../../../src/engine/report/build-report.js";
import { ranIndicators } from "../../../../src/engine/report/indicators/ran-indicators.js";
import { project, showing } from "../tea.js";

const root = fileURLToPath(new URL("../../../..", import.meta.url)).replace(/\/$/, "");

/** A notebook in whose only cell these functions ran. */
function running(...functions: readonly (readonly [string, string])[]): Notebook {
  const notebook = showing("c", {});
  const trace = {
    files: [],
    modules: [],
    environment: [],
    functions: functions.map(([module, name]) => ({ module, name })),
  };
  return {
    ...notebook,
    cells: notebook.cells.map((cell) => ({
      ...cell,
      metadata: { [metadataKey]: { status: "executed", trace } },
    })),
  };
}

const notebooks = [
  running(
    [`${root}/src/analysis/indicators/affinity.ts`, "observedToExpected"],
    [`${root}/src/affinity.ts`, "curve"],
  ),
  running(
    // As compiled, and out of a module that another hands on.
    [`${root}/dist/analysis/indicators/affinity.js`, "observedToExpected"],
    [`${root}/src/analysis/indicators/strata.ts`, "simpson"],
    [`${root}/src/analysis/indicators/link-table.ts`, "links"],
    ["/elsewhere/src/analysis/indicators/affinity.ts", "ric"],
    [`${root}/test/src/analysis/indicators/affinity.ts`, "ric"],
  ),
];

describe("the indicators that notebooks ran", () => {
  it("are the package's own, with the notebooks that ran them; helpers and other people's functions are none", async () => {
    const ran = await ranIndicators(notebooks);
    expect(ran.map(({ name, notebooks: where }) => [name, where])).toEqual([
      ["affinity.observedToExpected", [0, 1]],
      ["fields.simpson", [1]],
    ]);
  });

  it("leave no trace where none ran", async () => {
    const none = [running(["/elsewhere/tea.ts", "brew"])];
    expect(await ranIndicators(none)).toEqual([]);
    const report = buildReport(
      [{ path: "notebooks/1.ipynb", notebook: showing("c", {}) }],
      project,
      new Map(),
    );
    expect(report.indicators).toBeUndefined();
    expect(pageHtml(renderParts(report, new Map()))).not.toContain('id="indicators"');
    expect(pageMarkdown(report)).not.toContain("## Indicators");
  });
});
