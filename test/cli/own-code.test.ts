import { expect, test } from "vitest";
import { OwnCode } from "../../src/cli/own-code.js";
import { engineHash } from "../../src/engine/store/own-code.js";

test("that the program was compiled again is said once for each time", () => {
  let code = "as loaded";
  const own = new OwnCode(() => code);
  expect(own.news()).toBeUndefined();
  code = "render/page.js changed";
  expect(own.news()).toMatch(/compiled again.*Restart/s);
  expect(own.news()).toBeUndefined();
  code = "render/page.js changed again";
  expect(own.news()).toMatch(/Restart/);
});

test("the program has a hash, which stays", () => {
  expect(engineHash()).toMatch(/^[0-9a-f]{32}$/);
  expect(engineHash()).toBe(engineHash());
});
