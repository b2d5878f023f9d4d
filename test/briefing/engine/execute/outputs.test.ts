import { describe, expect, test } from "vitest";
import { code, executeWith, outputsOf } from "./harness.js";
import { scripted, type FakeCell } from "./fake-kernel.js";

const display = (cell: FakeCell, text: string, id?: string): void => {
  cell.send("display_data", {
    data: { "text/plain": text },
    metadata: {},
    ...(id === undefined ? {} : { transient: { display_id: id } }),
  });
};
const plain = (text: string) => ({ output_type: "display_data", data: { "text/plain": text }, metadata: {} });
const stream = (text: string, name = "stdout") => ({ output_type: "stream", name, text });

async function outputsAfter(script: (cell: FakeCell) => void): Promise<readonly unknown[]> {
  const run = (cell: FakeCell): undefined => {
    script(cell);
  };
  return outputsOf(await executeWith(scripted({ x: run }), [code("x")]));
}

describe("streams", () => {
  test("of one name that follow one another become one; another name or a display begins anew", async () => {
    expect(
      await outputsAfter((cell) => {
        cell.print("a\n");
        cell.print("b\n");
        cell.print("warning\n", "stderr");
        cell.print("c");
        display(cell, "d");
        cell.print("e");
      }),
    ).toEqual([stream("a\nb\n"), stream("warning\n", "stderr"), stream("c"), plain("d"), stream("e")]);
  });
});

describe("clear_output", () => {
  test("at once", async () => {
    expect(
      await outputsAfter((cell) => {
        cell.print("old");
        cell.send("clear_output", { wait: false });
      }),
    ).toEqual([]);
  });
  test("with wait, only when something new comes", async () => {
    const script = (next: string) => (cell: FakeCell) => {
      cell.print("old");
      cell.send("clear_output", { wait: true });
      if (next !== "") cell.print(next);
    };
    expect(await outputsAfter(script(""))).toEqual([stream("old")]);
    expect(await outputsAfter(script("new"))).toEqual([stream("new")]);
  });
});

describe("displays", () => {
  test("an execute_result keeps its count, unknown MIME types stay as they are", async () => {
    const data = { "application/x-unknown": "?", "application/vnd.y+json": { a: [1, "b"] } };
    expect(
      await outputsAfter((cell) => {
        cell.send("execute_result", { data, metadata: { isolated: true }, execution_count: 1 });
      }),
    ).toEqual([{ output_type: "execute_result", data, metadata: { isolated: true }, execution_count: 1 }]);
  });

  test("an update reaches every display of its id, in earlier cells too, and nothing else", async () => {
    const execution = await executeWith(
      scripted({
        first: (cell) => {
          display(cell, "0 %", "progress");
          display(cell, "other", "other");
          return undefined;
        },
        second: (cell) => {
          display(cell, "0 %", "progress");
          return undefined;
        },
        third: (cell) => {
          const update = (id: string, text: string): void => {
            cell.send("update_display_data", {
              data: { "text/plain": text },
              metadata: {},
              transient: { display_id: id },
            });
          };
          update("progress", "50 %");
          update("progress", "100 %");
          update("unheard of", "x");
          return undefined;
        },
      }),
      [code("first"), code("second"), code("third")],
    );
    expect([0, 1, 2].map((index) => outputsOf(execution, index))).toEqual([
      [plain("100 %"), plain("other")],
      [plain("100 %")],
      [],
    ]);
  });

  test("what was cleared is not updated any more", async () => {
    expect(
      await outputsAfter((cell) => {
        display(cell, "a", "id");
        cell.send("clear_output", { wait: false });
        display(cell, "b");
        cell.send("update_display_data", {
          data: { "text/plain": "c" },
          metadata: {},
          transient: { display_id: "id" },
        });
      }),
    ).toEqual([plain("b")]);
  });
});

test("output of a timer that comes after the cell has ended goes to its cell", async () => {
  const execution = await executeWith(
    scripted({
      early: (cell) => {
        queueMicrotask(() =>
          setTimeout(() => {
            cell.late("stream", { name: "stdout", text: "late\n" });
          }),
        );
        return undefined;
      },
      next: () => new Promise((resolve) => setTimeout(resolve, 30, undefined)),
    }),
    [code("early"), code("next"), code("last")],
  );
  expect(outputsOf(execution, 0)).toEqual([stream("late\n")]);
  expect(execution.failures).toEqual([]);
});
