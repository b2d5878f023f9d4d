import { describe, test } from "vitest";

/** Groups of tests that need an optional package, skipped with that reason where it is not installed. */
export async function groupsWith(
  name: string,
  load: () => Promise<unknown>,
): Promise<(title: string, tests: () => void | Promise<void>) => void> {
  const isInstalled = await load().then(
    () => true,
    () => false,
  );
  return (title, tests) => {
    if (isInstalled) describe(title, tests);
    else test.skip(`${title} (skipped: ${name} is not installed)`, () => undefined);
  };
}
