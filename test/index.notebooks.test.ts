import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { parseNotebook } from "../src/briefing/engine/notebook/parse.js";
import { shorthandOfEarlierCells } from "./notebooks/plain-tslab.js";

const folder = fileURLToPath(new URL("../notebooks", import.meta.url));
const names = readdirSync(folder).filter((name) => name.endsWith(".ipynb"));

test.each(names)(
  "%s can be executed by a plain tslab, which does not know the shorthand of an earlier variable",
  (name) => {
    const notebook = parseNotebook(readFileSync(`${folder}/${name}`, "utf8"), name);
    const cells = notebook.cells.filter(({ cell_type }) => cell_type === "code").map(({ source }) => source);
    expect(shorthandOfEarlierCells(cells)).toEqual([]);
  },
);
