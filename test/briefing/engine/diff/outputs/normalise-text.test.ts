import { describe, expect, it } from "vitest";
import { normaliseLine, sameNumbers } from "../../../../../src/briefing/engine/diff/kinds/lines.js";
import { withoutOverwritten } from "../../../../../src/briefing/engine/diff/outputs/normalise-report.js";

describe("volatile text", () => {
  it.each([
    ["<matplotlib.axes.Axes at 0x7f71487e6610>", "<matplotlib.axes.Axes at 0x10>"],
    ["<environment: 0x55d5aa>", "<environment: 0x66e6bb>"],
    ["/tmp/ipykernel_12/345.py:3: UserWarning: rounded", "/tmp/ipykernel_9/87.py:3: UserWarning: rounded"],
    ["Cell In[8], line 1", "Cell In[12], line 1"],
    ["CPU times: user 7.2 ms, total: 7 ms", "CPU times: user 1 ms, total: 1 ms"],
    ["12.3 ms ± 1 ms per loop (mean ± std. dev. of 7 runs, 100 loops each)", "1.5 µs ± 2 ns per loop (mean)"],
    ["100%|██| 3/3 [00:00<00:00, 861.33it/s]", "100%|██| 3/3 [00:01<00:00,  2.1it/s]"],
  ])("is ignored: %s", (was, is) => {
    expect(normaliseLine(was)).toBe(normaliseLine(is));
  });

  it.each([
    ["flags 0x0010", "flags 0x0011"],
    ["Cell In[8], line 1", "Cell In[8], line 2"],
    ["100%|██| 3/3 [00:00<00:00]", "100%|██| 4/4 [00:00<00:00]"],
    ["Wall of 3 ms", "Wall of 4 ms"],
  ])("keeps meaningful text: %s", (was, is) => {
    expect(normaliseLine(was)).not.toBe(normaliseLine(is));
  });

  it("is what a terminal shows after overwriting", () => {
    expect(withoutOverwritten("a\r\n 10%\r 50%\r100%\nend")).toBe("a\n100%\nend");
  });
});

describe("printed numbers", () => {
  it("are equal within a requested tolerance, between the same words", () => {
    let within = 0;
    const same = sameNumbers({
      relative: 0.01,
      onWithin: () => {
        within += 1;
      },
    });
    expect(same("R2 = 0.9001, n = 12", "R2 = 0.9002, n = 12")).toBe(true);
    expect(same("R2 = 0.9", "R2 = 0.8")).toBe(false);
    expect(same("mean 3", "median 3")).toBe(false);
    expect(within).toBe(1);
    expect(sameNumbers({ onWithin: () => undefined })("1.0", "1.00")).toBe(false);
  });
});
