/** The JupyterLab extension: draws what the notebooks show, and the values in their prose. */
import { mime } from "../../../model/mime.js";
import { showInlineValues } from "./inline-values.js";
import type { NotebookPanel, NotebookTracker, RenderMimeRegistry, Share, WidgetClass } from "./jupyterlab.js";
import { showReferences } from "./references.js";
import { rendererFactory } from "./renderer.js";
import { scheme } from "../../../engine/render/html/scheme.js";

const ownTypes = [mime.figure, mime.table, mime.claim, mime.value];
/** In notebooks executed with an earlier version. */
const earlierName = (type: string): string => type.replace("vnd.briefing", "vnd.decoupling-briefing");

/** Called by the hand-written container (`assets/…/remoteEntry.js`) once JupyterLab has passed its shared libraries. */
export async function createPlugin(share: Share): Promise<unknown> {
  const { INotebookTracker } = (await share("@jupyterlab/notebook")) as { INotebookTracker: unknown };
  const { IRenderMimeRegistry } = (await share("@jupyterlab/rendermime")) as { IRenderMimeRegistry: unknown };
  const { Widget } = (await share("@lumino/widgets")) as { Widget: WidgetClass };
  return {
    id: "briefing:plugin",
    description: "Figures, tables and claims as the briefing has them, and the values of inline expressions.",
    autoStart: true,
    requires: [INotebookTracker, IRenderMimeRegistry],
    activate(_app: unknown, tracker: NotebookTracker, rendermime: RenderMimeRegistry) {
      addStyle();
      // Ranked first, because the Vega-Lite renderer would write a PNG into every figure it draws.
      rendermime.addFactory(
        rendererFactory([...ownTypes, ...ownTypes.map(earlierName)], rendermime, Widget),
        0,
      );
      const follow = (panel: NotebookPanel): void => {
        showInlineValues(panel);
        showReferences(panel);
      };
      tracker.forEach(follow);
      tracker.widgetAdded.connect((_, panel) => {
        follow(panel);
      });
    },
  };
}

/** The briefing's style inside JupyterLab, light or dark as JupyterLab's theme, limited to the briefing's boxes. */
function addStyle(): void {
  const own = ":is(.jp-briefing,.jp-briefing-inline)";
  const colours = document.createElement("style");
  colours.textContent = `${own}{${scheme("light")}}
body[data-jp-theme-light="false"] ${own}{${scheme("dark")}}`;
  // Built from style.css and the styles shared with the page (scripts/after-compile.mjs).
  const sheet = document.createElement("link");
  sheet.rel = "stylesheet";
  sheet.href = new URL("style.css", import.meta.url).href;
  document.head.append(colours, sheet);
}
