import { describe, expect, test } from "vitest";
import { newCompiler, startSession } from "./support/session.js";
import { casesOf } from "../../../support/cases.js";

type Messages = readonly [source: string, message: string][];
const cases = casesOf("corpus/messages.yml", import.meta.url) as Readonly<
  Record<"habits" | "names", Messages> & { declared: string }
>;

const compiler = newCompiler();

const errorsOf = (source: string) => startSession(compiler).types.check(source);
const messageOf = async (source: string) => (await errorsOf(source)).map(({ message }) => message);

describe("IPython syntax in a TypeScript cell", () => {
  test.each(cases.habits)("%j", async (source, advice) => {
    expect(await messageOf(source)).toEqual([expect.stringContaining(advice) as string]);
  });

  test("is reported where it was typed", async () => {
    expect((await errorsOf("const x = 1;\n  %time x"))[0]).toMatchObject({
      start: { line: 2, column: 3 },
      end: { line: 2, column: 10 },
    });
    expect((await errorsOf("pairs?\n\nconst x = 1;"))[0]).toMatchObject({ start: { line: 1, column: 1 } });
  });

  test("is not reported for code that only looks like it", async () => {
    expect(await errorsOf("let done = false;\n!done;\nconst a = 7\n  %2;\n`\n%time x\n!ls\nx?\n`;")).toEqual(
      [],
    );
    expect(await messageOf("!done && 1")).toEqual(["Cannot find name 'done'."]);
    expect((await messageOf("const n: number = 'a';\n`\n%time\n`;"))[0]).toContain("not assignable");
    expect(await messageOf("const big = true;\nconst a =\nbig?\n1 : done;")).toEqual([
      "Cannot find name 'done'.",
    ]);
    expect(await messageOf("const a = done\n  ? 1 : 2;")).toEqual(["Cannot find name 'done'."]);
  });
});

test.each(cases.names)("a wrong name, string or option in %j", async (source, message) => {
  expect(await messageOf(cases.declared + source)).toEqual([message]);
});
