/** The commands that this package adds to `briefing`: `works` and `data refresh`. */
export { refreshCommand } from "./cli/refresh.js";
export { worksCommand } from "./cli/works.js";
