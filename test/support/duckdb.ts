import { describe } from "vitest";

const isInstalled = await import("@duckdb/node-api").then(
  () => true,
  () => false,
);

/** A group of tests that need DuckDB, skipped with that reason where it is not installed. */
export const describeWithDuckDb = (name: string, tests: () => void): void => {
  if (isInstalled) describe(name, tests);
  else describe.skip(`${name} (skipped: @duckdb/node-api is not installed)`, tests);
};
