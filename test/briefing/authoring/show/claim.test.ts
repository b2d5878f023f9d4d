import { describe, expect, test } from "vitest";
import { mime } from "../../../../src/briefing/model/mime.js";
import { claim, type ClaimOptions } from "../../../../src/briefing/authoring/show/claim.js";
import { AuthoringError } from "../../../../src/briefing/authoring/errors.js";
import * as fmt from "../../../../src/briefing/authoring/show/fmt.js";
import { text } from "../../../../src/briefing/authoring/show/text.js";
import { thrown } from "../../../support/thrown.js";
import { withKernel } from "./kernel.js";

const holding = { reads: "It peaked in 2020", holds: true, evidence: text`${fmt.count(62432)} papers.` };
const failing = { reads: "It fell by half", holds: false, evidence: text`By ${fmt.percent(0.1)}.` };
const untestable = { reads: "The work is worse", needs: "a measure of quality" };
const uncomputed = { reads: "Fields differ", notComputed: "output by field" };
const options: ClaimOptions = {
  id: "peak",
  statement: "Joint work peaked",
  by: "A. Person",
  parts: [holding],
};

function shownWith(changes: Partial<ClaimOptions>) {
  const shown = withKernel("ours");
  claim({ ...options, ...changes });
  return shown[0] ?? {};
}

describe("claim", () => {
  test("emits its JSON, with the values of its evidence, and is readable without it", () => {
    const bundle = shownWith({ parts: [holding, untestable, uncomputed], chapter: "01-headline" });
    expect(bundle[mime.claim]).toEqual({
      version: 1,
      id: "peak",
      statement: { parts: ["Joint work peaked"] },
      by: { parts: ["A. Person"] },
      parts: [
        {
          reads: { parts: ["It peaked in 2020"] },
          status: "holds",
          evidence: { parts: [expect.objectContaining({ raw: 62432, text: "62,432" }), " papers."] },
        },
        { reads: { parts: ["The work is worse"] }, status: "not-testable", needs: "a measure of quality" },
        { reads: { parts: ["Fields differ"] }, status: "not-computed", needs: "output by field" },
      ],
      verdict: "no-verdict",
      chapter: "01-headline",
    });
    expect(bundle[mime.plain]).toBe(
      [
        "– No verdict yet, 1 of 3 parts tested: Joint work peaked (A. Person)",
        "  ✓ It peaked in 2020 (holds)",
        "    62,432 papers.",
        "  ? The work is worse (not testable)",
        "    Needs: a measure of quality",
        "  – Fields differ (not computed in this edition)",
        "    Needs: output by field",
      ].join("\n"),
    );
    expect(bundle[mime.html]).toContain(
      "<strong>– No verdict yet, 1 of 3 parts tested</strong>: Joint work peaked",
    );
  });

  test.each([
    ["Supported, tested", [holding]],
    ["Contradicted, both parts tested", [failing, failing]],
    ["Partly, all 3 parts tested", [holding, failing, holding]],
    ["Supported, 2 of 5 parts tested", [holding, untestable, holding, untestable, untestable]],
    ["Not testable", [untestable, untestable]],
    ["No verdict yet", [uncomputed]],
  ])("reports how much was tested: %s", (words, parts) => {
    expect(String(shownWith({ parts })[mime.plain]).slice(2)).toMatch(`${words}: Joint work peaked`);
  });

  test("a part that cannot be tested may have context", () => {
    const parts = [{ ...untestable, evidence: text`${fmt.count(3)} awards.` }];
    expect(shownWith({ parts })[mime.claim]).toMatchObject({
      verdict: "not-testable",
      parts: [{ evidence: { parts: [{ raw: 3 }, " awards."] } }],
    });
  });

  test("a part that may be undecidable is decided if its condition is true or false", () => {
    const part = (holds: boolean | null) => ({ ...holding, holds, needs: "a later year" });
    const status = (holds: boolean | null) => shownWith({ parts: [part(holds)] })[mime.claim];
    expect(status(true)).toMatchObject({ parts: [{ status: "holds" }], verdict: "supported" });
    expect(status(null)).toMatchObject({ parts: [{ status: "not-testable", needs: "a later year" }] });
    expect(shownWith({ parts: [{ ...part(null), evidence: null }] })[mime.claim]).not.toHaveProperty(
      "parts.0.evidence",
    );
  });

  test("words are text, never markup", () => {
    const html = String(shownWith({ statement: "<img src=x onerror=alert(1)>", by: '"&' })[mime.html]);
    expect(html).not.toContain("<img");
    expect(html).toContain("&lt;img");
    expect(html).toContain("&quot;&amp;");
  });

  test.each<[string, object, string]>([
    ["no id", { id: undefined }, "claim: the id is missing"],
    ["no parts", { parts: [] }, 'claim "peak": there are no parts'],
    ["parts with nothing in them", { parts: "all" }, "there are no parts"],
    ["no statement", { statement: " " }, "the statement is missing"],
    ["no one who makes the claim", { by: undefined }, "by is missing"],
    ["a part that is not an object", { parts: ["x"] }, "part 1: expected an object"],
    ["a second part with a fault", { parts: [holding, "x"] }, "part 2: expected an object"],
    ...Object.entries<[part: object, message: string]>({
      "a bare number as evidence": [{ ...holding, evidence: 62432 }, "the evidence 62432 is a bare"],
      "a number in quotes as evidence": [{ ...holding, evidence: "62,432" }, "the evidence 62,432"],
      "no evidence": [{ reads: "x", holds: true }, "the evidence is missing"],
      "a condition without a value": [{ ...holding, holds: undefined }, "holds is undefined, not true"],
      "a condition that is a word": [{ ...holding, holds: "yes" }, 'holds is "yes", not true'],
      "a part without words": [{ ...holding, reads: "" }, "part 1: reads is missing"],
      "a part decided and not computed": [{ ...holding, notComputed: "x" }, "both holds and notComputed"],
      "an undecided condition without a need": [{ reads: "x", holds: null }, "needs is missing"],
      "a part of neither kind": [{ reads: "x" }, "none of holds, needs, notComputed"],
      "an empty need": [{ reads: "x", needs: " " }, "needs is empty"],
    }).map(([name, [part, message]]): [string, object, string] => [name, { parts: [part] }, message]),
  ])("refuses %s", (_, changes, message) => {
    const error = thrown(AuthoringError, () => shownWith(changes));
    expect(error.message).toContain(message);
  });
});
