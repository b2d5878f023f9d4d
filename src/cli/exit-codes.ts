/** What the shell is told: all good; notebooks or data are at fault; wrong usage or a crash. */
export const exitCode = { done: 0, fault: 1, usage: 2 } as const;
export type ExitCode = (typeof exitCode)[keyof typeof exitCode];
