/** Runs in the open page: follows the builds, updates the page in place and shows their results. */
import type { PreviewEvent } from "../contract.js";
import { createErrorBox, createStatusBox } from "./status-box.js";
import { updatePage } from "./update.js";

const status = createStatusBox();
const errors = createErrorBox();
document.body.append(status.element, errors.element);

/** In order, because highlights belong to the page that preceded them. */
let pending = Promise.resolve();
const source = new EventSource("/-/events");
source.onmessage = ({ data }: MessageEvent<string>) => {
  const event = JSON.parse(data) as PreviewEvent;
  switch (event.kind) {
    case "building":
      status.say("building …");
      break;
    case "error":
      errors.show(event.text);
      status.say("could not be built");
      break;
    case "page":
      errors.hide();
      status.say(event.line);
      pending = pending.then(updatePage).catch(() => {
        location.reload();
      });
      break;
    case "marks":
      pending = pending.then(() => {
        status.showChanges(event.line, event.marks);
      });
  }
};
source.onerror = () => {
  status.say("ended, or not reachable");
};
source.onopen = () => {
  status.sayLast();
};
addEventListener("pagehide", () => {
  source.close();
});
