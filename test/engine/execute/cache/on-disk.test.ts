import { readFileSync, writeFileSync } from "node:fs";
import { beforeEach, describe, expect, test } from "vitest";
import { code } from "../harness.js";
import { Bench } from "./bench.js";
import { notebookOf } from "../../../support/notebook.js";

let bench: Bench;
beforeEach(() => {
  bench = new Bench();
});

describe("on disk", () => {
  const one = notebookOf([code("run()", [], "only")]);

  test("a damaged entry is not used, and made again", async () => {
    const cold = await bench.execute(one);
    const [entry = ""] = bench.entries;
    writeFileSync(entry, readFileSync(entry, "utf8").replace("run()", "ran()"));
    const again = await bench.execute(one);
    expect(again.said).toBe("its cache entry was damaged or removed");
    expect(again.text).toBe(cold.text);
    expect((await bench.execute(one)).said).toBe("hit");
  });

  test("so many states of a notebook are kept, and no more", async () => {
    for (let n = 0; n < 7; n += 1) await bench.execute(notebookOf([code(`run(${n})`, [], "only")]));
    expect(bench.entries).toHaveLength(4);
    expect((await bench.execute(notebookOf([code("run(6)", [], "only")]))).said).toBe("hit");
  });
});
