/** The environment in which packages whose names begin so are not found. */
export function withoutPackages(packages: string) {
  const loader = `export const resolve = (name, context, next) => {
    if (name.startsWith(${JSON.stringify(packages)})) throw new Error("Cannot find package " + name);
    return next(name, context);
  };`;
  const address = `data:text/javascript,${encodeURIComponent(loader)}`;
  const registering = `import { register } from "node:module"; register(${JSON.stringify(address)});`;
  return { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(registering)}` };
}
