/** Settings of briefing.yml that cells use; the kernel offers them to the functions that notebooks import. */

/** Name of the symbol under which the kernel puts {@link ProjectSettings} on the global object. */
export const PROJECT_SETTINGS = "briefing.settings";

/** `colours`: values of the data and their colours; `currency`: of amounts of money. */
export type SettingKey = "colours" | "currency";

/** One entry of a setting, as written in briefing.yml. */
export interface ProjectSetting {
  /** The key in the file: a value of the data, or `currency`. */
  readonly name: string;
  readonly value: string;
  /** Its place: `notebooks/briefing.yml:12:3`. */
  readonly where: string;
}

/** The entries of a setting as briefing.yml has them now; unchecked. */
export type ProjectSettings = (key: SettingKey) => readonly ProjectSetting[];
