/** What a cell did whose result may differ next time. */
import type { Contact } from "../../model/trace.js";

export const contactWords: Readonly<Record<Contact, string>> = {
  network: "opened a network connection",
  process: "started another process",
  thread: "started a thread, which is not observed",
  writing: "wrote to disk",
  clock: "reads the clock",
  chance: "uses random numbers",
};
