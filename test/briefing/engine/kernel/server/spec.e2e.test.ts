import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { describe, expect, it } from "vitest";
import {
  builtinKernelSpec,
  installedKernelSpec,
} from "../../../../../src/briefing/dist/engine/kernel/spec.js";

const specModule = new URL("../../../../../src/briefing/dist/engine/kernel/spec.js", import.meta.url).href;

describe("kernel specs", () => {
  it("start the kernel of this installation, by the Node that runs now", () => {
    const spec = builtinKernelSpec({ memoryMb: 512, types: "trusted" });
    expect(spec.argv[0]).toBe(process.execPath);
    expect(spec.argv.some((argument) => argument.endsWith("main.js") && existsSync(argument))).toBe(true);
    expect(spec.argv).toEqual(expect.arrayContaining(["--max-old-space-size=512", "--watch-stdin"]));
    expect(spec.argv.slice(-2)).toEqual(["--watch-stdin", "--trust-types"]);
    expect(spec).toMatchObject({ name: "tslab", interruptMode: "message" });
  });

  it("leave out what is not given", () => {
    const { argv } = builtinKernelSpec({ memoryMb: undefined, types: "checked" });
    expect(argv.some((argument) => argument.includes("undefined"))).toBe(false);
  });

  it.each([
    { where: "Node.js allows more", environment: "--max-old-space-size=4096", limits: [] },
    {
      where: "Node.js allows less",
      environment: "--max-old-space-size=500",
      limits: ["--max-old-space-size=2048"],
    },
    {
      where: "only the process that starts the kernel may use more",
      environment: "--max-old-space-size=500",
      options: ["--max-old-space-size=4096"],
      limits: ["--max-old-space-size=2048"],
    },
  ])("let a notebook use 2048 MB where $where", ({ environment, options = [], limits }) => {
    const program = `
      import { builtinKernelSpec } from ${JSON.stringify(specModule)};
      console.log(JSON.stringify(builtinKernelSpec({ memoryMb: undefined, types: "checked" }).argv));
    `;
    const printed = execFileSync(process.execPath, [...options, "--input-type=module", "--eval", program], {
      env: { ...process.env, NODE_OPTIONS: environment },
      encoding: "utf8",
    });
    expect((JSON.parse(printed) as string[]).filter((argument) => argument.startsWith("--max-"))).toEqual(
      limits,
    );
  });

  it("give no option of V8 to the kernel of Jupyter", () => {
    expect(JSON.stringify(installedKernelSpec()["argv"])).not.toContain("--max-");
  });

  it("for Jupyter are JSON with a place for the connection file, and watch no pipe", () => {
    const spec = JSON.parse(JSON.stringify(installedKernelSpec())) as ReturnType<typeof installedKernelSpec>;
    expect(spec).toMatchObject({
      display_name: "TypeScript",
      language: "typescript",
      interrupt_mode: "message",
    });
    expect(spec.argv).toContain("{connection_file}");
    expect(spec.argv).not.toContain("--watch-stdin");
  });
});
