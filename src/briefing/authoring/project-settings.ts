/** Settings of the project's briefing.yml, as the kernel offers them. */
import {
  PROJECT_SETTINGS,
  type ProjectSetting,
  type ProjectSettings,
  type SettingKey,
} from "../model/project-settings.js";

/** Unchecked; empty where no kernel of ours offers them. */
export function projectSetting(key: SettingKey): readonly ProjectSetting[] {
  const offered = (globalThis as { readonly [name: symbol]: ProjectSettings | undefined })[
    Symbol.for(PROJECT_SETTINGS)
  ];
  return offered?.(key) ?? [];
}
