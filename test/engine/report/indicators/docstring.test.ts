import { describe, expect, it } from "vitest";
import { documentedFunctions, indicatorText } from "../../../../src/engine/report/indicators/catalogue.js";

describe("the docstrings of a module", () => {
  it("are those of what it exports, in sources and in declarations", () => {
    const source = `
/** Of the module. */
import { a } from "./a.js";
/** One. */
export function one(): void { const text = "/** not one */ export function none() {}"; }
/**
 * Two,
 *   in lines.
 */
// A remark between.
export declare function two(): void;
/** Three. */
export async function three() {}
export function four() {}
/* No docstring. */
export function five() {}
/** Kept inside. */
function six() {}
export const seven = 7;
`;
    expect(documentedFunctions(source)).toEqual([
      { name: "one", text: "One." },
      { name: "two", text: "Two,\n  in lines." },
      { name: "three", text: "Three." },
      { name: "four", text: "" },
      { name: "five", text: "" },
    ]);
  });
});

describe("the text of an indicator", () => {
  it("is taken apart by its labels, lines that go on joined, full stops at the end left out", () => {
    const text = `What it is,
in two lines.

Formula: a/b,
c = d.
Unit: none.
Source: Somebody 1999.`;
    expect(indicatorText(text)).toEqual({
      definition: "What it is, in two lines.",
      formula: "a/b, c = d",
      unit: "none",
      source: "Somebody 1999",
    });
  });

  it("is none where there is no formula", () => {
    expect(indicatorText("Range: 0–1.")).toBeUndefined();
    expect(indicatorText("The formula: it is within a line.")).toBeUndefined();
  });
});
