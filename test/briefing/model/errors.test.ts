import { expect, test, vi } from "vitest";
import { describeError } from "../../../src/briefing/cli/ending.js";
import { BriefingError, UsageError } from "../../../src/briefing/model/errors.js";

class OtherError extends BriefingError {}

test("an error is known by its class and its ancestors, in another copy of the program too", async () => {
  vi.resetModules();
  const copy = await import("../../../src/briefing/model/errors.js");
  expect(copy.BriefingError).not.toBe(BriefingError);
  class TableError extends copy.BriefingError {}
  const error = new TableError("The table is empty.", { hint: "Add a row." });
  expect(error instanceof BriefingError).toBe(true);
  expect(error instanceof UsageError).toBe(false);
  expect(new copy.UsageError("Wrong") instanceof UsageError).toBe(true);
  expect(describeError(error)).toBe("The table is empty.\nAdd a row.");
});

test("errors of other programs, and of other classes, are not", () => {
  expect(new Error("x") instanceof BriefingError).toBe(false);
  expect(new BriefingError("x") instanceof OtherError).toBe(false);
  expect(new OtherError("x") instanceof OtherError).toBe(true);
  expect(({ name: "BriefingError" } as unknown) instanceof BriefingError).toBe(false);
});
