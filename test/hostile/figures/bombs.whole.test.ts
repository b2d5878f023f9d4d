import { spawn } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterAll, beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { openDrawer } from "../../../src/briefing/engine/build/drawer.js";
import { main, runBriefing } from "../../briefing/cli/run-briefing.js";
import { bombs, grouped, ordinary } from "./specs.js";
import { isRunning } from "../../support/processes.js";
import { temporaryFolder } from "../../support/temporary.js";
import { codeCell, displayed, stored } from "../../support/notebook.js";

const request = (id: string, spec: Readonly<Record<string, unknown>>, width = 340) => ({
  id,
  spec,
  width,
  font: "Arial",
});
const exceeds = /^Figure "bomb" (?:was not drawn within 2 s|takes more than 500 MB of memory)/;

const folder = temporaryFolder("bombs");

/** Each takes as long as its limit, so a seeded fifth of them is tested; with `TEST_RUNS=5` all. */
const seed = Number(process.env["TEST_SEED"] ?? Date.now() % 1_000_000);
const isAll = Number(process.env["TEST_RUNS"] ?? 1) >= 5;
const tried = bombs.filter((_, place) => isAll || (place + seed) % 5 === 0);
console.log(`${tried.length} of ${bombs.length} bombs, TEST_SEED=${seed}`);

describe("a figure beyond the limits fails alone", () => {
  const drawer = openDrawer({ timeoutMs: 2000, sizeMb: 1 });
  beforeEach(drawer.begin);
  afterAll(drawer.close);

  test.each(tried)("%s", async (_, spec) => {
    const [wide, narrow, other] = await Promise.allSettled([
      drawer.draw(request("bomb", spec, 680)),
      drawer.draw(request("bomb", spec)),
      drawer.draw(request("other", ordinary)),
    ]);
    for (const one of [wide, narrow])
      expect(one).toMatchObject({
        reason: { name: "FigureError", message: expect.stringMatching(exceeds) as string },
      });
    expect(other).toMatchObject({ status: "fulfilled" });
  });

  test("its drawing is larger than allowed", async () => {
    // Drawing it takes more than a second of processor time: only the size is to end it, also on a busy machine.
    const patient = openDrawer({ timeoutMs: 60_000, sizeMb: 1 });
    patient.begin();
    const spec = {
      ...ordinary,
      data: { values: Array.from({ length: 20_000 }, (_, b) => ({ b })) },
    };
    const drawing = patient.draw(request("large", spec)).finally(patient.close);
    await expect(drawing).rejects.toThrow(
      /^Figure "large" would be a drawing of [\d.]+ MB; the limit is 1 MB\.$/,
    );
  });
});

test("a hundred endless drawings do not take a hundred times as long as one, and the others are drawn", async () => {
  const drawer = openDrawer({ timeoutMs: 1500 });
  onTestFinished(drawer.close);
  // Takes only time, not memory.
  const endless = (name: string) => ({
    ...ordinary,
    transform: [{ calculate: `test(regexp('(a+)+$'), '${"a".repeat(60)}${name}b')`, as: "c" }],
  });
  const names = ["1", "2", "3", "4", "5"];
  const [good, ...bad] = await Promise.allSettled([
    drawer.draw(request("good", ordinary)),
    ...names.map((name) => drawer.draw(request(name, endless(name)))),
  ]);
  expect(good.status).toBe("fulfilled");
  const within = bad.map((one) => /within (\S+) s/.exec(String((one as PromiseRejectedResult).reason))?.[1]);
  expect(within).toEqual(["1.5", "1.5", "1.5", "1.5", "1"]);
  expect((await drawer.draw(request("after", ordinary))).svg).toContain("<svg");
});

test("the limit applies to all drawings of a figure together", async () => {
  const drawer = openDrawer({ timeoutMs: 2000 });
  onTestFinished(drawer.close);
  await drawer.draw(request("first", ordinary));
  const slow = {
    ...ordinary,
    data: { values: Array.from({ length: 3000 }, (_, b) => ({ a: b % 7, b })) },
  };
  const ends = await Promise.allSettled(
    Array.from({ length: 600 }, (_, index) => drawer.draw(request("slow", slow, 300 + index))),
  );
  expect(ends[0]).toMatchObject({ status: "fulfilled" });
  expect(ends.at(-1)).toMatchObject({
    reason: { message: 'Figure "slow" was not drawn within 2 s.' },
  });
});

test("a drawing that timed out is retried by the next build, as the machine may have been busy", async () => {
  const drawer = openDrawer({ timeoutMs: 1000 });
  onTestFinished(drawer.close);
  await drawer.draw(request("first", ordinary));
  for (const id of await drawings(process.pid)) process.kill(id, "SIGSTOP");
  const slow = request("slow", ordinary);
  await expect(drawer.draw(slow)).rejects.toThrow("was not drawn within 1 s");
  await expect(drawer.draw(slow)).rejects.toThrow("was not drawn within 1 s");
  drawer.begin();
  expect((await drawer.draw(slow)).svg).toContain("<svg");
});

const bomb = bombs[0]?.[1];
const proto = grouped("__proto__")[1]?.[1];

async function writeFigures(name: string): Promise<void> {
  const figures = { bomb, proto, good: ordinary };
  const cells = Object.entries(figures).map(([id, spec], index) =>
    codeCell(id, `chart(${index})`, {}, [displayed({ "application/vnd.vegalite.v5+json": spec })]),
  );
  const metadata = { kernelspec: { name: "python3", display_name: "Python 3", language: "python" } };
  await writeFile(path.join(folder, name), stored(cells, metadata));
}

test("render draws the other figures of a notebook and names those that fail; diff compares it", async () => {
  await writeFigures("chart.ipynb");
  const ran = await runBriefing(["render", "chart.ipynb", "-o", "page", "--figure-timeout", "2"], {
    cwd: folder,
  });
  expect(ran.stderr).toContain("was not drawn within 2 s");
  expect(ran.stderr).toContain('a row holds the text "__proto__"');
  expect(ran.code).toBe(0);
  expect(
    (await readFile(path.join(folder, "page/briefing.html"), "utf8")).match(/ class="marks" role="img"/g),
  ).toHaveLength(1);
  const argv = ["diff", "chart.ipynb", "chart.ipynb", "--figure-timeout", "1"];
  expect(await runBriefing(argv, { cwd: folder })).toMatchObject({ code: 0 });
});

test("an endless drawing does not outlive the command", async () => {
  await writeFigures("killed.ipynb");
  const child = spawn(process.execPath, [main, "render", "killed.ipynb", "-o", "killed"], {
    cwd: folder,
    stdio: "ignore",
  });
  const ended = new Promise((resolve) => child.on("exit", resolve));
  let id: number | undefined;
  while (id === undefined && child.exitCode === null) {
    [id] = await drawings(child.pid ?? 0);
    await delay(50);
  }
  await delay(1500);
  child.kill("SIGKILL");
  await ended;
  await expect.poll(() => isRunning(id ?? 0), { timeout: 20_000 }).toBe(false);
});

const program = fileURLToPath(
  new URL("../../../src/briefing/dist/engine/render/figure/drawing-program.js", import.meta.url),
);

/** The drawing processes of a process. */
async function drawings(of: number): Promise<readonly number[]> {
  const ids = await readFile(`/proc/${of}/task/${of}/children`, "utf8").catch(() => "");
  const found = ids.split(" ").map(async (id) => {
    const started = id.trim() === "" ? "" : await readFile(`/proc/${id}/cmdline`, "utf8").catch(() => "");
    return started.includes(program) ? [Number(id)] : [];
  });
  return (await Promise.all(found)).flat();
}
