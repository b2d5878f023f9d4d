/** What the drivers of browsers find or leave on a page's window. */
interface Window {
  /** JupyterLab's application, when it is started with --expose-app-in-browser. */
  jupyterapp: any; // eslint-disable-line @typescript-eslint/no-explicit-any -- JupyterLab's own types are not installed
  /** Set by the preview's driver: gone when the page was loaded again. */
  stays: boolean;
  /** A drawing that must be the same element after an update. */
  alive: unknown;
}
