// The picture of the page in README.md: the top of output/briefing.html, as headless Chromium shows it.
// usage: node test/page/picture.mjs            writes .github/page.png (npm run picture)
//        node test/page/picture.mjs --check    fails if that file shows another page
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { PNG } from "pngjs";
import { root } from "../checks.mjs";
import { launchChromium } from "../chromium.mjs";

const file = path.join(root, ".github/page.png");
const browser = await launchChromium();
const page = await browser.newPage({ viewport: { width: 1120, height: 1540 }, colorScheme: "light" });
await page.goto(pathToFileURL(path.join(root, "output/briefing.html")).href);
await page.evaluate(() => document.fonts.ready);
const picture = await page.screenshot();
await browser.close();

if (process.argv.includes("--check")) {
  const share = shareThatDiffers(PNG.sync.read(readFileSync(file)), PNG.sync.read(picture));
  console.log(`${(100 * share).toFixed(3)} % of .github/page.png differs from the page`);
  // Versions of Chromium smooth the edges of letters differently.
  if (share > 0.002) {
    console.error("Take the picture again: npm run picture");
    process.exitCode = 1;
  }
} else writeFileSync(file, picture);

/** The share of pixels whose red, green or blue differs by more than a quarter. */
function shareThatDiffers(before, after) {
  if (before.width !== after.width || before.height !== after.height) return 1;
  let differing = 0;
  for (let at = 0; at < after.data.length; at += 4)
    if ([0, 1, 2].some((channel) => Math.abs(before.data[at + channel] - after.data[at + channel]) > 64))
      differing += 1;
  return differing / (after.width * after.height);
}
