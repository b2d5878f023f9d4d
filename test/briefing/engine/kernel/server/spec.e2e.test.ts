import { existsSync } from "node:fs";
import { getHeapStatistics } from "node:v8";
import { describe, expect, it } from "vitest";
import {
  builtinKernelSpec,
  installedKernelSpec,
} from "../../../../../src/briefing/dist/engine/kernel/spec.js";

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

  it("give no option of V8 where Node.js allows enough memory, and none to Jupyter", () => {
    const isEnough = getHeapStatistics().heap_size_limit >= 2048 * 2 ** 20;
    const limits = ({ argv }: { readonly argv: readonly string[] }) =>
      argv.filter((argument) => argument.startsWith("--max-"));
    expect(limits(builtinKernelSpec({ memoryMb: undefined, types: "checked" }))).toEqual(
      isEnough ? [] : ["--max-old-space-size=2048"],
    );
    expect(
      limits(JSON.parse(JSON.stringify(installedKernelSpec())) as { readonly argv: readonly string[] }),
    ).toEqual([]);
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
