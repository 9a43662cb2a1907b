/** The desk, put together: one object that answers everything that is asked of Temporal. */
import { attentionOver } from './attention';
import { decisionsOver } from './decisions';
import { deploymentsOver } from './deployments';
import type { Desk } from './desk-port';
import { historiesOver } from './histories';
import { type LineOptions, createLine } from './line';
import { packsOver } from './packs';
import { rebuildsOver } from './rebuilds';
import { resetsOver } from './resets';
import { startsOver } from './starts';
import { sweepsOver } from './sweep-runs';
import { standingsOver } from './workflow-now';

/** Makes the desk over a Temporal client (a lazy connection reconnects by itself). */
export function createDesk(options: LineOptions): Desk {
  const line = createLine(options);
  return {
    ...decisionsOver(line, options.record),
    ...startsOver(line),
    ...standingsOver(line),
    ...historiesOver(line),
    ...attentionOver(line),
    ...deploymentsOver(line),
    ...sweepsOver(line),
    ...resetsOver(line),
    ...rebuildsOver(line),
    ...packsOver(line),
  };
}
