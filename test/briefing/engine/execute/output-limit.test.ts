import { expect, test } from "vitest";
import { scripted, type FakeCell } from "./fake-kernel.js";
import { code, executeWith, outputsOf, statusesOf } from "./harness.js";

const much = "x".repeat(50_000_000);
const floods = (times: number) => (cell: FakeCell) => {
  for (let i = 0; i < times; i += 1) cell.print(`${much}\n`);
  return undefined;
};

test("a notebook that puts out without end fails at its cell, with what was kept and why it ends there", async () => {
  const execution = await executeWith(scripted({ flood: floods(4) }), [code("flood"), code("next")]);
  expect(execution.failures).toMatchObject([
    {
      kind: "error",
      cell: { index: 0 },
      ename: "OutputLimitError",
      evalue: expect.stringContaining("exceed 128 million characters") as string,
      traceback: ["Print less, or write the output to a file."],
    },
  ]);
  expect(statusesOf(execution)).toEqual(["failed", "not-executed"]);
  const [text, error, ...others] = outputsOf(execution, 0);
  expect(text?.output_type === "stream" ? text.text.length : 0).toBe(100_000_002);
  expect(error).toMatchObject({ output_type: "error", ename: "OutputLimitError" });
  expect(others).toEqual([]);
  expect(execution.session.interrupts).toBe(1);
});

test("the outputs of all cells count together", async () => {
  const { failures } = await executeWith(scripted({ flood: floods(1) }), [
    code("flood"),
    code("flood"),
    code("flood"),
  ]);
  expect(failures).toMatchObject([{ cell: { index: 2 }, ename: "OutputLimitError" }]);
});

test("what was cleared does not count", async () => {
  const clears = (cell: FakeCell): undefined => {
    for (let i = 0; i < 5; i += 1) {
      cell.print(much);
      cell.send("clear_output", { wait: i % 2 === 0 });
    }
  };
  expect((await executeWith(scripted({ x: clears }), [code("x")])).failures).toEqual([]);
});

test("output that comes late fails the cell it belongs to", async () => {
  const late = (cell: FakeCell) => {
    setTimeout(() => {
      for (let i = 0; i < 4; i += 1) cell.late("stream", { name: "stdout", text: much });
    }, 20);
    return { metadata: {} };
  };
  const { failures } = await executeWith(scripted({ x: late }), [code("x")]);
  expect(failures).toMatchObject([{ cell: { index: 0 }, ename: "OutputLimitError" }]);
});
