/** The little that the record needs of a logger; pino's has this shape. Codes and ids only. */
export interface RecordLog {
  /** What happened as it should. */
  info(fields: Readonly<Record<string, unknown>>, message: string): void;
  /** What somebody should look at. */
  warn(fields: Readonly<Record<string, unknown>>, message: string): void;
}

/** For callers that want none. */
export const SILENT: RecordLog = { info: () => undefined, warn: () => undefined };
