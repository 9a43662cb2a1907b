/** What is asked of Temporal, without Temporal: `createDesk` answers it. */
import type { AttentionDesk } from './attention';
import type { DecisionsDesk } from './decisions';
import type { DeploymentsDesk } from './deployments';
import type { HistoriesDesk } from './histories';
import type { PacksDesk } from './packs';
import type { RebuildDesk } from './rebuilds';
import type { ResetDesk } from './resets';
import type { StartsDesk } from './starts';
import type { SweepDesk } from './sweep-runs';
import type { StandingsDesk } from './workflow-now';

/** Everything that API and worker ask of Temporal. All methods fail with `DeskError`, after a limit. */
export interface Desk
  extends
    DecisionsDesk,
    StartsDesk,
    StandingsDesk,
    HistoriesDesk,
    AttentionDesk,
    SweepDesk,
    DeploymentsDesk,
    ResetDesk,
    PacksDesk,
    RebuildDesk {}
