/** Milliseconds of processor time that this process has used: unlike a clock, it stands still while others compute. */
export function processorMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
