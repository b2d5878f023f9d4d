import { expect, test } from "vitest";
import { changes } from "../../../src/tools/preview/follow.js";

test("that the program was compiled again is told once for each time", () => {
  let code = "as loaded";
  const hasNewCode = changes(() => code);
  expect(hasNewCode()).toBe(false);
  code = "render/page.js changed";
  expect([hasNewCode(), hasNewCode()]).toEqual([true, false]);
  code = "render/page.js changed again";
  expect(hasNewCode()).toBe(true);
});
