type Scalar = string | number | boolean | null;

/** What a trace or layout holds: lists of its points by their paths, and single settings by theirs. */
export interface Parts {
  readonly columns: ReadonlyMap<string, readonly Scalar[]>;
  readonly settings: ReadonlyMap<string, Scalar>;
}

/** Takes a trace apart; a grid of `z` becomes a point for each of its cells, with its place. */
export function partsOf(trace: Readonly<Record<string, unknown>>): Parts {
  const columns = new Map<string, readonly Scalar[]>();
  const settings = new Map<string, Scalar>();
  const grid = gridOf(trace);
  for (const [name, list] of grid ?? []) columns.set(name, list);
  const visit = (value: unknown, path: string): void => {
    if (isScalar(value)) {
      settings.set(path, value);
      return;
    }
    const list = listOf(value);
    if (list !== undefined && list.every(isScalar)) columns.set(path, list);
    else if (list !== undefined)
      for (const [index, each] of list.entries()) visit(each, `${path} ${index + 1}`);
    else if (typeof value === "object")
      for (const [name, each] of Object.entries(value)) visit(each, `${path}.${name}`);
  };
  for (const [name, value] of Object.entries(trace)) {
    if (passing.test(name) || (grid !== undefined && ["x", "y", "z"].includes(name))) continue;
    visit(value, name);
  }
  return { columns, settings };
}

/** What a mouse shows, ids of the session, the look of all charts: nothing that this chart says. */
const passing = /^(?:hover|custom|uid$|uirevision$|legendgroup$|template$|meta$)/;

function gridOf({
  x,
  y,
  z,
}: Readonly<Record<string, unknown>>): ReadonlyMap<string, readonly Scalar[]> | undefined {
  const rows = listOf(z)?.map(listOf);
  if (rows === undefined || rows.length === 0 || !rows.every((row) => row?.every(isScalar) === true))
    return undefined;
  const across = listOf(x)?.filter(isScalar) ?? [];
  const down = listOf(y)?.filter(isScalar) ?? [];
  const cells = rows.flatMap((row, j) =>
    (row ?? []).map((value, i) => ({ x: across[i] ?? i, y: down[j] ?? j, z: value as Scalar })),
  );
  return new Map((["x", "y", "z"] as const).map((name) => [name, cells.map((cell) => cell[name])]));
}

function isScalar(value: unknown): value is Scalar {
  return value === null || ["string", "number", "boolean"].includes(typeof value);
}

/** A list, also one of numbers as Plotly 6 packs it: `{ dtype: "f8", bdata: "…" }`, in rows where it has a shape. */
function listOf(value: unknown): readonly unknown[] | undefined {
  if (Array.isArray(value)) return value as readonly unknown[];
  if (typeof value !== "object" || value === null || !("bdata" in value) || !("dtype" in value))
    return undefined;
  const { bdata, dtype } = value;
  if (typeof bdata !== "string" || typeof dtype !== "string") return undefined;
  const read = readers[dtype];
  if (read === undefined) return undefined;
  const bytes = Buffer.from(bdata, "base64");
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const size = Number(dtype.replace(/\D/g, ""));
  const numbers = Array.from({ length: Math.floor(bytes.length / size) }, (_, index) => {
    const number = read(view, index * size);
    return Number.isFinite(number) ? number : null;
  });
  const shape = "shape" in value ? String(value.shape).split(",").map(Number) : [];
  const [height = 0, width = 0] = shape;
  if (shape.length !== 2 || height * width !== numbers.length) return numbers;
  return Array.from({ length: height }, (_, row) => numbers.slice(row * width, (row + 1) * width));
}

const readers: Readonly<Record<string, (view: DataView, at: number) => number>> = {
  i1: (view, at) => view.getInt8(at),
  u1: (view, at) => view.getUint8(at),
  i2: (view, at) => view.getInt16(at, true),
  u2: (view, at) => view.getUint16(at, true),
  i4: (view, at) => view.getInt32(at, true),
  u4: (view, at) => view.getUint32(at, true),
  f4: (view, at) => view.getFloat32(at, true),
  f8: (view, at) => view.getFloat64(at, true),
};
