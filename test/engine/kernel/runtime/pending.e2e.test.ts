import { beforeAll, expect, test } from "vitest";
import { runCells, type Run } from "./run-cells.js";

const cells = {
  nothing: "1 + 1",
  awaited: "await new Promise((resolve) => setTimeout(resolve, 20))",
  timer: "const fired = new Promise((resolve) => setTimeout(resolve, 1500))",
  afterTimer: "await fired",
  file: "require('fs').readFile('/', () => { setTimeout(() => {}, 1e6) })",
  rejection: "void Promise.reject(new Error('in vain')); 1",
};
let run: Run;
const pending = (name: keyof typeof cells) => run.outcomes[Object.keys(cells).indexOf(name)]?.trace.pending;

beforeAll(async () => {
  run = await runCells(Object.values(cells));
});

test("nothing is left of a cell that has come to its end", () => {
  expect(pending("nothing")).toBe("none");
  expect(pending("awaited")).toBe("none");
});

test("an open timer or request is something left, until it has ended", () => {
  expect(pending("timer")).toBe("some");
  expect(pending("afterTimer")).toBe("none");
  expect(pending("file")).toBe("some");
});

test("a promise rejected in vain is reported before nothing is said to be left", () => {
  const cell = Object.keys(cells).indexOf("rejection") + 1;
  expect(run.events.filter((event) => event.cell === cell && event.type === "error")).toHaveLength(1);
});
