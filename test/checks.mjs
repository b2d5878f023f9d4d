// Counts what was checked; the last line a script prints sums it.
const counts = { passed: 0, failed: 0, skipped: 0 };

/** @param {string} name @param {boolean} ok @param {unknown} [detail] */
export function check(name, ok, detail) {
  if (ok) counts.passed += 1;
  else counts.failed += 1;
  if (ok) return;
  const words = typeof detail === "string" ? detail : JSON.stringify(detail);
  console.log(`✗ ${name}${words === undefined || words === "" ? "" : `: ${words}`}`);
}

/** What cannot be checked here, by its name and the reason. */
export function skip(what, why) {
  counts.skipped += 1;
  console.log(`skipped: ${what}: ${why}`);
}

/** A part that throws is one failed check, and the others go on. */
export async function part(name, work) {
  const started = performance.now();
  try {
    await work();
  } catch (error) {
    check(name, false, error.message);
  }
  console.log(`--- ${name}, ${((performance.now() - started) / 1000).toFixed(1)} s`);
}

export function sum() {
  console.log(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
  process.exitCode = counts.failed === 0 ? 0 : 1;
}

/** Whether something comes true in time. */
export async function becomes(test, ms = 60_000) {
  for (let waited = 0; waited < ms; waited += 100) {
    if (await test()) return true;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return false;
}
