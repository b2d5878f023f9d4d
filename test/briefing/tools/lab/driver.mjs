// A briefing's JupyterLab, started as a user would, and a page of it in headless Chromium.
import { spawn } from "node:child_process";
import { program } from "../../../checks.mjs";

/** Starts `briefing lab` and waits for its address. */
export async function startLab(args, options) {
  const child = spawn(process.execPath, [program, "lab", "--no-browser", ...args], {
    ...options,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const log = { text: "" };
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk) => (log.text += chunk.toString()));
  const ended = new Promise((resolve) => child.once("exit", (code, signal) => resolve({ code, signal })));
  const address = new Promise((resolve) => {
    child.stdout.on("data", () => {
      const [url] = /http:\S+/.exec(log.text) ?? [];
      if (url !== undefined) resolve(new URL(url));
    });
  });
  const url = await Promise.race([
    address,
    ended.then(({ code }) => {
      throw new Error(`briefing lab ended with ${code}:\n${log.text}`);
    }),
    within(300_000, "briefing lab gave no address"),
  ]);
  const stop = async (/** @type {NodeJS.Signals} */ signal = "SIGINT") => {
    child.kill(signal);
    return Promise.race([ended, within(60_000, "briefing lab did not end")]);
  };
  return { url, log, stop, pid: child.pid };
}

export async function within(ms, message) {
  await new Promise((resolve) => setTimeout(resolve, ms).unref());
  throw new Error(`${message} within ${ms / 1000} s`);
}

let workspaces = 0;

/**
 * Opens a notebook, given by its path from the project's folder, in a separate page and waits for its kernel; addresses
 * that match `without` are blocked.
 *
 * @param {import("playwright-core").BrowserContextOptions & { without?: string }} options
 */
export async function openNotebook(browser, { url, log }, file, options = {}) {
  const { without, ...contextOptions } = options;
  const context = await browser.newContext({ viewport: { width: 1300, height: 4000 }, ...contextOptions });
  context.setDefaultTimeout(90_000);
  const page = await context.newPage();
  if (without !== undefined) await page.route(without, (route) => route.abort());
  const heard = [];
  page.on("pageerror", (error) => heard.push(`error: ${error.message}`));
  page.on("console", (message) => {
    if (message.type() === "error" && !isJupytersOwn(message)) heard.push(`console: ${message.text()}`);
  });
  page.on("response", (response) => {
    if (response.status() < 500) return;
    const asked = `${response.request().method()} ${response.url()}`;
    console.log(
      `${file}: ${asked}: ${response.status()}; the server's log ends with:\n${log.text.slice(-4000)}`,
    );
  });
  const token = url.searchParams.get("token");
  const place = `/lab/workspaces/w${process.pid}-${++workspaces}/tree/${file}?token=${token}&reset`;
  await page.goto(new URL(place, url).href);
  await page.waitForFunction(() => window.jupyterapp?.shell.currentWidget?.context?.isReady, undefined, {
    timeout: 120_000,
  });
  const hasKernel = () => window.jupyterapp.shell.currentWidget.sessionContext.session?.kernel;
  await page.waitForFunction(hasKernel, undefined, { timeout: 120_000 });
  await page.evaluate(() => window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.info);
  return { page, heard, close: () => context.close() };
}

/**
 * Whether an address outside our extension failed to load. JupyterLab's server occasionally fails by itself (a list of
 * extensions, a workspace); if the notebook needs the response, other checks fail.
 */
const isJupytersOwn = (message) =>
  message.text().startsWith("Failed to load resource") &&
  !message.location().url.includes("/lab/extensions/briefing/");

/** True, or false if a cell failed. */
export const runAll = (page) =>
  Promise.race([
    page.evaluate(() => window.jupyterapp.commands.execute("notebook:run-all-cells")),
    within(90_000, "the cells were not executed"),
  ]);

/** Outputs of every code cell, by the cell's id. */
export const outputs = (page) =>
  page.evaluate(() =>
    window.jupyterapp.shell.currentWidget.content.widgets
      .filter(({ model }) => model.type === "code")
      .map(({ model }) => ({ id: model.id, outputs: model.outputs.toJSON() })),
  );
