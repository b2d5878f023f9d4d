import { existsSync } from "node:fs";
import { chromium } from "playwright-core";

/** The browser that CHROMIUM names, or the first of the usual ones; without any, a driver ends here. */
export function findChromium() {
  const usual = ["chromium", "chromium-browser", "google-chrome"].map((name) => `/usr/bin/${name}`);
  const found = [process.env.CHROMIUM, ...usual].find((file) => file !== undefined && existsSync(file));
  if (found !== undefined) return found;
  console.log("no Chromium: set CHROMIUM to its path\n0 passed, 1 failed, 0 skipped");
  process.exit(1);
}

export const launchChromium = () =>
  chromium.launch({
    executablePath: findChromium(),
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic"],
  });
