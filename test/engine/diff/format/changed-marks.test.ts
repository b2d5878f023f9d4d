import { describe, expect, it } from "vitest";
import { changedMarks, changedStretch } from "../../../../src/engine/diff/format/html/changed-marks.js";
import { readable } from "../../../../src/engine/diff/numbers.js";
import { drawing } from "./drawings.js";

describe("changed marks", () => {
  it("are none of a drawing with itself, nor where the plot is only pushed aside", () => {
    expect(changedMarks(drawing(40), drawing(40))).toBeUndefined();
    const aside = drawing(40).replace("translate(10,10)", "translate(25,10)");
    expect(changedMarks(drawing(40), aside)).toBeUndefined();
  });

  it("are drawn with the paint of the groups they stand in", () => {
    const { svg, count } = changedMarks(drawing(40), drawing(60)) ?? { svg: "", count: 0 };
    expect(count).toBe(4);
    expect(svg).toContain('<g fill="none" transform="translate(10,10)">');
  });

  it("are counted as often as they stand there", () => {
    const twice = drawing(40).replace(
      "</text>",
      '</text><text transform="translate(120,30)" font-size="12px" fill="#1d1d1f">40</text>',
    );
    expect(changedMarks(drawing(40), twice)?.count).toBe(1);
  });

  it("lead nowhere and run nothing, whoever drew them", () => {
    const hostile = drawing(60).replace(
      "<text ",
      '<text onclick="alert(1)" href="https://evil.example" fill="url(https://evil.example)" id="x" ',
    );
    expect(changedMarks(drawing(40), hostile)?.svg).not.toMatch(/evil|alert|id=/);
  });

  it("cannot be told of what is no drawing", () => {
    expect(changedMarks("", drawing(40))).toBeUndefined();
    expect(changedMarks("<p>no</p>", "<svg/>")).toBeUndefined();
  });
});

describe("the stretch of a line that changed", () => {
  it("reaches to the neighbours of what moved", () => {
    expect(changedStretch("M0,0L1,1L2,2L3,3L4,4", "M0,0L1,1L2,9L3,3L4,4")).toBe("M1,1L2,2L3,3");
    expect(changedStretch("M0,0L1,1L2,2L3,3L4,4", "M0,5L1,1L2,2L3,3L4,5")).toBe("M0,0L1,1M3,3L4,4");
  });

  it("is not known of curves, nor of lines with other numbers of points", () => {
    expect(changedStretch("M0,0C1,1,2,2,3,3", "M0,0C1,1,2,2,3,4")).toBeUndefined();
    expect(changedStretch("M0,0L1,1", "M0,0L1,1L2,2")).toBeUndefined();
  });
});

describe("readable numbers", () => {
  it("have few digits, all of whole numbers, and as many as tell them apart", () => {
    expect(readable(0.0105206783695, 0.0111863334388)).toEqual(["0.010521", "0.011186"]);
    expect(readable(84025, 1234567)).toEqual(["84025", "1234567"]);
    expect(readable(1.0000001, 1.0000002)).toEqual(["1.0000001", "1.0000002"]);
    expect(readable(0, -2.5)).toEqual(["0", "-2.5"]);
  });
});
