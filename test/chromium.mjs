import { existsSync } from "node:fs";

/** CHROMIUM, or one where it usually lies; undefined where there is none. */
export function findChromium() {
  return [
    process.env.CHROMIUM,
    "/usr/bin/chromium",
    "/usr/bin/chromium-browser",
    "/usr/bin/google-chrome",
  ].find((file) => file !== undefined && existsSync(file));
}
