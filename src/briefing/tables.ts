/** Result of `load` by table name; generated row types add their tables. */
// eslint-disable-next-line @typescript-eslint/no-empty-object-type -- filled by module augmentation
export interface Tables {}

/** Where cells are checked, its member `row` states that no other table exists; elsewhere any name may be a table. */
// eslint-disable-next-line @typescript-eslint/no-empty-object-type -- filled by module augmentation
export interface OtherTables {}
