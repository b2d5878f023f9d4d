import { palette } from "../../../model/palette.js";

/** The colours of page and figures as custom properties, for page and JupyterLab. */
export const scheme = (side: "light" | "dark"): string =>
  Object.entries(palette)
    .map(([name, colours]) => `--${name}:${colours[side]}`)
    .join(";");
