/** Evidence packs as they are answered. */
import { z } from 'zod';
import type { Sent } from '../values';

export const packAnswer = z
  .object({ packId: z.string().describe('By which its file is taken.') })
  .meta({ id: 'EvidencePack', description: 'A pack that was made.' });

export type Pack = Sent<z.output<typeof packAnswer>>;
