/** Notebooks that drivers write, as they are stored. */
const kernelspec = { name: "tslab", display_name: "TypeScript", language: "typescript" };

/** With outputs, as if it had been executed. */
export const codeCell = (id, source, { metadata = {}, outputs = [] } = {}) => ({
  cell_type: "code",
  id,
  metadata,
  source,
  outputs,
  execution_count: outputs.length > 0 ? 1 : null,
});
export const textCell = (cell_type, id, source) => ({ cell_type, id, metadata: {}, source });
export const displayed = (data) => ({ output_type: "display_data", data, metadata: {} });

export const notebookText = (cells, metadata = { kernelspec }) =>
  `${JSON.stringify({ cells, metadata, nbformat: 4, nbformat_minor: 5 }, undefined, 1)}\n`;
