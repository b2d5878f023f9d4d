// The picture of the page in README.md: the top of a built briefing, as headless Chromium shows it.
// usage: node test/page/picture.mjs [output/briefing.html] [.github/page.png]
import path from "node:path";
import { pathToFileURL } from "node:url";
import { root } from "../checks.mjs";
import { launchChromium } from "../chromium.mjs";

const [page = "output/briefing.html", picture = ".github/page.png"] = process.argv.slice(2);
const browser = await launchChromium();
const shown = await browser.newPage({ viewport: { width: 1120, height: 1540 }, colorScheme: "light" });
await shown.goto(pathToFileURL(path.resolve(root, page)).href);
await shown.evaluate(() => document.fonts.ready);
await shown.screenshot({ path: path.resolve(root, picture) });
await browser.close();
