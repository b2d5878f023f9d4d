import { guardFaults } from "../../engine/notebook/inline.js";
import type { CheckedFile, Found } from "./contract.js";
import { placed } from "./placed.js";

/** The guards of a notebook that cannot be read. */
export const malformedIn = ({ path, notebook }: CheckedFile): readonly Found[] =>
  notebook.cells.flatMap((cell, index) =>
    guardFaults(cell).map((fault): Found =>
      placed({ path, cell: { index, id: cell.id }, ...fault }, { notebook }),
    ),
  );
