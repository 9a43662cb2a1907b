/** Every drill that runs on one system, in the order in which they are told. */
import { type Drill, DRILLS } from './drills';
import { recordAlone } from './record-alone';

export const ALL_DRILLS: readonly Drill[] = [...DRILLS, recordAlone];
