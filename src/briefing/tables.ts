/** Result of `load` by table name; generated row types add their tables. */
// eslint-disable-next-line @typescript-eslint/no-empty-object-type -- filled by module augmentation
export interface Tables {}
