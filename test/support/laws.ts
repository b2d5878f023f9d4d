/** Laws are tried on other values in every run; TEST_SEED=N tries those of run N again, and `.ci/run` always the same. */
const { TEST_SEED } = process.env;

if (TEST_SEED !== undefined) {
  const { default: fc } = await import("fast-check");
  fc.configureGlobal({ seed: Number(TEST_SEED) });
}
