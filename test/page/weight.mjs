// The weight of the shipped page on a processor slowed down four times: node test/page/weight.mjs [page.html]. Elements
// and bytes are checked; seconds depend on the machine and are printed (targets if idle: 1.2 s parsed, 0.2 s blocked).
import { statSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { check, root, sum } from "../checks.mjs";
import { launchChromium } from "../chromium.mjs";

const file = path.resolve(process.argv[2] ?? path.join(root, "output/briefing.html"));
const browser = await launchChromium();
try {
  const all = [];
  for (let run = 1; run <= 3; run += 1) all.push(await opened());
  const least = (name) => Math.min(...all.map((one) => one[name])).toFixed(2);
  const [{ elements }] = all;
  const megabytes = statSync(file).size / 1e6;
  console.log(
    `${elements} elements, ${megabytes.toFixed(2)} MB, parsed in ${least("parsed")} s, blocked ${least("blocked")} s`,
  );
  check("at most 15,000 elements", elements <= 15_000, String(elements));
  // With the answers of its assumptions (0.16 MB), and with tables of all rows that figures draw.
  check("at most 2.1 MB", megabytes <= 2.1, megabytes.toFixed(2));
} finally {
  await browser.close();
}
sum();

async function opened() {
  const page = await (await browser.newContext({ viewport: { width: 1280, height: 900 } })).newPage();
  const session = await page.context().newCDPSession(page);
  await session.send("Emulation.setCPUThrottlingRate", { rate: 4 });
  await page.addInitScript(() => {
    globalThis.blocked = 0;
    const watcher = new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) globalThis.blocked += Math.max(0, duration - 50);
    });
    watcher.observe({ type: "longtask", buffered: true });
  });
  await page.goto(pathToFileURL(file).href);
  await page.waitForTimeout(2_000);
  const times = await page.evaluate(() => {
    const { domContentLoadedEventEnd } = performance.getEntriesByType("navigation")[0].toJSON();
    return {
      parsed: domContentLoadedEventEnd / 1000,
      blocked: globalThis.blocked / 1000,
      elements: document.querySelectorAll("*").length,
    };
  });
  await page.context().close();
  return times;
}
