import { Command } from "commander";
import { addFetchCommands } from "./works-fetch.js";

export function worksCommand(): Command {
  const works = new Command("works").description("bring every paper of a query here, from OpenAlex");
  addFetchCommands(works);
  return works;
}
