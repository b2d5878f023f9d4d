import path from "node:path";
import { describe, expect, test } from "vitest";
import { cellsOf, fixtureProject, runNamed } from "./run-cells.js";

const inProject = (...parts: string[]): string => path.join(fixtureProject, ...parts);

const cells = cellsOf.trace;

describe("the trace of a cell", async () => {
  const options = { folder: fixtureProject, env: { SECOND: "2" } };
  const { run, bundles, outcome, numberOf } = await runNamed(cells, options);
  const trace = (name: string) => {
    const found = outcome(name);
    if (found === undefined) throw new Error(`no outcome of ${name}`);
    expect(found.error).toBeUndefined();
    return found.trace;
  };

  test("names the data files, by whatever function they are read, and only files that were read", () => {
    expect(trace("reads").files).toEqual([inProject("rows.csv"), inProject("settings.json")]);
    expect(trace("streamRead").files).toEqual([inProject("rows.csv")]);
    expect(trace("callbackRead").files).toEqual([inProject("rows.csv")]);
    expect(trace("missing").files).toEqual([]);
  });

  test("a JSON module is a module", () => {
    expect(trace("json").modules).toEqual([inProject("settings.json")]);
  });

  test("names the variables that are read by name, and the environment works as before", () => {
    expect(trace("environment").environment).toEqual(["FIRST", "SECOND", "THIRD"]);
    expect(bundles("environment", "execute_result")).toEqual([{ "text/plain": "'2'" }]);
    expect(trace("environmentModule").environment).toEqual(["FOURTH", "PATH", "WRITTEN"]);
    expect(bundles("environmentModule", "execute_result")).toEqual([
      { "text/plain": "[ undefined, 'x', 'string' ]" },
    ]);
  });

  test("names the clock and chance if they are called, not if code mentions them, or a package does as it is loaded", () => {
    expect(bundles("readsTheClock", "execute_result")).toEqual([
      { "text/plain": "[ true, true, true, 'string' ]" },
    ]);
    for (const name of ["readsTheClock", "asksForNow", "measures"])
      expect(trace(name).varies).toEqual(["clock"]);
    for (const name of ["throwsDice", "makesIds", "makesValues"])
      expect(trace(name).varies).toEqual(["chance"]);
    expect(trace("doesBoth").varies).toEqual(["chance", "clock"]);
    for (const name of ["mentionsOnly", "danfojs", "linked", "native", "awaits", "nothing"])
      expect(trace(name), name).not.toHaveProperty("varies");
  });

  test.runIf(process.platform === "linux")(
    "a package looks at the machine as it is loaded, and only a person's reading counts",
    () => {
      expect(trace("native").files).toEqual(["/proc/version"]);
    },
  );

  test("a linked package is a project's: functions by their source file", () => {
    const { modules, functions } = trace("linked");
    expect(modules).toEqual(
      expect.arrayContaining([expect.stringMatching(/\/dist\/authoring\/show\/fmt\.js$/)]),
    );
    expect(functions).toEqual(
      expect.arrayContaining([
        {
          module: expect.stringMatching(/\/src\/briefing\/authoring\/show\/fmt\.ts$/) as string,
          name: "count",
        },
      ]),
    );
  });

  test("the kernel's own work is not in it", () => {
    const { files, modules, environment, functions } = trace("nothing");
    expect({ files, modules, environment }).toEqual({ files: [], modules: [], environment: [] });
    expect(functions.filter(({ module }) => /engine\/(?:kernel|compile)\//.test(module))).toEqual([]);
    expect(trace("reads").modules).toEqual([]);
  });

  test("what is looked for is recorded, found or not; a file that is read is recorded as read", () => {
    const asked = (name: string) => trace(name).surroundings?.asked;
    expect(asked("asks")).toEqual(["absent.csv", "lib", "rows.csv"].map((name) => inProject(name)));
    expect(asked("readsInVain")).toEqual([inProject("nowhere.csv")]);
    expect(asked("readsOne")).toEqual([]);
    expect(trace("lists").surroundings?.listed).toEqual([inProject("lib")]);
  });

  test.each([
    ["writes", "writing"],
    ["writesAStream", "writing"],
    ["starts", "process"],
    ["fetches", "network"],
    ["requests", "network"],
    ["threads", "thread"],
  ] as const)("a cell that %s is recorded as %s", (name, contact) => {
    expect(trace(name).surroundings?.contacts).toEqual([contact]);
  });

  test("neither the kernel nor loading a module is a contact", () => {
    for (const name of ["nothing", "danfojs", "imports"] as const)
      expect(trace(name).surroundings).toMatchObject({ asked: [], listed: [], contacts: [] });
  });

  test("an open timer or request is something left, until it has ended; else nothing is", () => {
    const names = ["nothing", "awaits", "setsATimer", "waitsForTheTimer", "leavesARead"] as const;
    expect(names.map((name) => trace(name).pending)).toEqual(["none", "none", "some", "none", "some"]);
  });

  test("a promise rejected in vain is reported before nothing is said to be left", () => {
    const cell = numberOf("rejectsInVain");
    expect(run.events.filter((event) => event.cell === cell && event.type === "error")).toHaveLength(1);
  });
});
