/** JSON logs of the worker: ours and the SDK's through one pino. Codes and ids only. */
import { type LogMetadata, type Logger, type LogLevel, SdkComponent } from '@temporalio/common';
import type { Logger as PinoLogger } from 'pino';

/** Fields of the SDK's log lines that may pass; anything else might carry somebody's data. */
const PASSING = new Set([
  'workflowId',
  'runId',
  'workflowType',
  'activityId',
  'activityType',
  'attempt',
  'taskQueue',
  'namespace',
  'sdkComponent',
  'durationMs',
  'isLocal',
  'buildId',
  'state',
  'options',
]);

function errorFacts(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return {};
  const type = 'type' in error && typeof error.type === 'string' ? error.type : undefined;
  return {
    error: error.name,
    ...(type === undefined ? {} : { type }),
    ...('code' in error ? { code: error.code } : {}),
  };
}

function facts(meta: LogMetadata | undefined): Record<string, unknown> {
  const out: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(meta ?? {})) {
    if (key === 'error') Object.assign(out, errorFacts(value));
    else if (PASSING.has(key) && typeof value !== 'object') out[key] = value;
  }
  return out;
}

const PINO_LEVELS: Readonly<Record<LogLevel, 'trace' | 'debug' | 'info' | 'warn' | 'error'>> = {
  TRACE: 'trace',
  DEBUG: 'debug',
  INFO: 'info',
  WARN: 'warn',
  ERROR: 'error',
};

/** The SDK's logger on top of pino. Messages of failures stay out: their type and code say enough. */
export function sdkLogger(pino: PinoLogger): Logger {
  const log = (level: LogLevel, message: string, meta?: LogMetadata): void => {
    // The native library writes free text (addresses, gRPC answers); its first line is enough.
    const fromCore = meta?.['sdkComponent'] === SdkComponent.core;
    const text = fromCore ? (message.split('\n', 1)[0] ?? '').slice(0, 300) : message;
    pino[PINO_LEVELS[level]](facts(meta), text);
  };
  return {
    log,
    trace: (message, meta) => log('TRACE', message, meta),
    debug: (message, meta) => log('DEBUG', message, meta),
    info: (message, meta) => log('INFO', message, meta),
    warn: (message, meta) => log('WARN', message, meta),
    error: (message, meta) => log('ERROR', message, meta),
  };
}
