/** Shapes of what operators ask for the upkeep of the desk. */
import { z } from 'zod';

/** Name of a deployment of the worker, or of one of its builds. */
export const buildName = z.string().min(1).max(200);

/** Id of a run over the whole desk: a comparison, or a verification of the ledger. */
export const runId = z.string().max(120);
