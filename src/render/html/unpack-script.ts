/** In the reader's browser: what the page carries → the specification that Vega draws. */
export const unpackScript = `const unpack = (carried, size, shared) => {
    const spec = carried.wide;
    for (const [path, ...value] of size === "narrow" ? carried.narrow : []) {
      const last = path[path.length - 1];
      const holder = path.slice(0, -1).reduce((part, key) => part[key], spec);
      if (value.length > 0) holder[last] = value[0];
      else delete holder[last];
    }
    spec.config = shared[spec.config];
    for (const set of spec.data || []) {
      const own = carried.data[set.name];
      if (!own) continue;
      set.values = "values" in own
        ? own.values
        : own.rows.map((row) => Object.fromEntries(own.fields.map((field, index) => [field, row[index]])));
    }
    return spec;
  };`;
