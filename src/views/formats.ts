/** The formats in which answers are written: a command knows some of them. Source: docs/contract/cli.md, "Output". */
export const FORMATS = ['table', 'json', 'ndjson', 'csv', 'markdown', 'junit', 'github', 'gitlab'] as const;
export type Format = (typeof FORMATS)[number];
