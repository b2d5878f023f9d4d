import { readdirSync, readFileSync } from "node:fs";
import { builtinModules } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const folder = path.join(root, "src/briefing/dist/bundled");

const names = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) =>
  /\.m?js$/.test(name),
);
const textOf = (name: string): string => readFileSync(path.join(folder, name), "utf8");

/** A program's imports: at startup, or all that it may ever need. */
function requests(name: string, when: "at once" | "ever"): readonly string[] {
  const text = textOf(name);
  const found = [
    ...text.matchAll(/^(?:import|export) (?:[^"\n]*from )?"([^"]+)"/gm),
    ...(when === "ever" ? text.matchAll(/\b(?:import|require)\("([^"]+)"\)/g) : []),
  ];
  return found.map(([, request = ""]) => request);
}

const isPackage = (request: string): boolean =>
  !/^(\.|node:)/.test(request) && !builtinModules.includes(request);
const packageOf = (request: string): string => (/^(@[^/]+\/)?[^/]+/.exec(request) ?? [""])[0];

test("bundled programs import only packages that the command depends on", () => {
  const description = JSON.parse(readFileSync(path.join(root, "src/briefing/package.json"), "utf8")) as {
    dependencies: Record<string, string>;
    optionalDependencies: Record<string, string>;
  };
  const asked = names.flatMap((name) => requests(name, "ever"));
  const packages = new Set(asked.filter(isPackage).map(packageOf));
  expect([...packages]).toEqual(expect.arrayContaining(["picocolors", "vega", "zeromq"]));
  const installed = { ...description.dependencies, ...description.optionalDependencies };
  expect([...packages].filter((name) => !(name in installed))).toEqual([]);
});

test("before the command is known, the program loads one small package and no command", () => {
  const loaded = new Set<string>();
  const packages = new Set<string>();
  const load = (name: string): void => {
    if (loaded.has(name)) return;
    loaded.add(name);
    for (const request of requests(name, "at once")) {
      if (isPackage(request)) packages.add(packageOf(request));
      else if (request.startsWith(".")) load(path.join(path.dirname(name), request));
    }
  };
  load("command/program.mjs");
  expect([...packages].sort()).toEqual(["picocolors"]);
  expect([...loaded].filter((name) => /command\/(execute|build|diff)-/.test(name))).toEqual([]);
  const kernel = names.find(
    (name) => name.includes("command/start-kernel-") && requests(name, "at once").includes("zeromq"),
  );
  expect(kernel).toBeDefined();
});
