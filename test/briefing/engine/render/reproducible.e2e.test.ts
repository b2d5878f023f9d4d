import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

const script = fileURLToPath(new URL("../../../fixtures/render/render-tea.mjs", import.meta.url));

function render(environment: Readonly<Record<string, string>>, cwd: string): string {
  return execFileSync(process.execPath, [script], {
    cwd,
    encoding: "utf8",
    env: { PATH: process.env["PATH"], ...environment },
  });
}

it("the compiled program renders the same bytes in any time zone, locale, home and working folder", () => {
  const here = render({ TZ: "UTC", LANG: "C.UTF-8", HOME: "/root" }, process.cwd());
  expect(here.split("\n").length).toBeGreaterThan(8);
  const elsewhere = { TZ: "America/St_Johns", LANG: "tr_TR.UTF-8", LC_ALL: "tr_TR.UTF-8", HOME: "" };
  expect(render(elsewhere, "/")).toBe(here);
});
