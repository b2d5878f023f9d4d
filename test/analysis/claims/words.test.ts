import { expect, test } from "vitest";
import { plainText } from "../../../src/authoring/show/value.js";
import { jointPapers, smallShare, yearSpans } from "../../../src/analysis/claims/words.js";

const written = (text: { readonly text: string }) => text.text.replace(/[\u00a0\u202f]/g, " ");

test("joint papers are counted as a person does", () => {
  expect([0, 1, 2, 15_368].map((papers) => plainText(jointPapers(papers)))).toEqual([
    "no joint papers",
    "1 joint paper",
    "2 joint papers",
    "15,368 joint papers",
  ]);
});

test("a share has two digits that count, however small it is", () => {
  const shares = [1, 0.123, 0.0654, 0.00014, 0].map((value) => written(smallShare({ value, n: 1 })));
  expect(shares).toEqual(["100 %", "12 %", "6.5 %", "0.014 %", "0 %"]);
});

test("years in a row are told together", () => {
  expect(written(yearSpans([2022, 2012, 2013, 2014]))).toBe("2012–2014 and 2022");
  expect(written(yearSpans([2012, 2013, 2020]))).toBe("2012, 2013 and 2020");
});
