/** Laws are tried on random values, other ones in every run; with TEST_SEED=N, as in `.ci/run`, on those of that seed. */
const { TEST_SEED } = process.env;

if (TEST_SEED !== undefined) {
  const { default: fc } = await import("fast-check");
  fc.configureGlobal({ seed: Number(TEST_SEED) });
}
