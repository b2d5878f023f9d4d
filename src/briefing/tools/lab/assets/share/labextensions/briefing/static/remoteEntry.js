// The module federation container, written by hand: JupyterLab loads it first. Everything else is an ES module.
{
  const base = new URL(".", document.currentScript.src);
  let scope;
  (window._JUPYTERLAB ??= {})["briefing"] = {
    init(shared) {
      scope = shared;
    },
    async get() {
      const { createPlugin } = await import(new URL("tools/lab/extension/plugin.js", base));
      const plugin = await createPlugin(async (name) => {
        const versions = Object.values(scope[name] ?? {});
        const loaded = versions.find((version) => version.loaded) ?? versions[0];
        if (loaded === undefined) throw new Error(`JupyterLab does not share ${name}`);
        return (await loaded.get())();
      });
      return () => ({ __esModule: true, default: plugin });
    },
  };
}
