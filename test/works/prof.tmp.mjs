import { createVitest } from "vitest/node";
const vitest = await createVitest("test", { watch: false });
const { columns, judged, names, run, truth } = await vitest.vite.ssrLoadModule(
  "/test/analysis/works/judged.ts",
);
for (const size of [8000]) {
  const t = process.cpuUsage().user;
  for (const n of names)
    for (const seed of [1, 2]) {
      const f = run(n, seed, size);
      console.log(
        size,
        n,
        seed,
        f.ratio.toFixed(2),
        columns
          .filter((c) => judged(n, c, f) !== "right" && judged(n, c, f))
          .map((c) => c + ":" + f[c] + (judged(n, c, f) === "wrong" ? " WRONG" : ""))
          .join(" "),
      );
    }
  console.log((process.cpuUsage().user - t) / 1e6);
}
await vitest.close();
