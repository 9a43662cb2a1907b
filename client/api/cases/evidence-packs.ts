/** Evidence packs: asked for by staff, made and signed in a worker, taken as one file. */
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { LedgerRow } from '../../../record/port/desk-record';
import type { CaseId } from '../../../workflows/contract/identifiers';
import type { Actor } from '../../../workflows/contract/messages';
import { PACK_ASKED, type PackDisclosure } from '../../../workflows/contract/verification';
import { packAnswer } from '../../../wire/cases/evidence-packs';
import { packFileName } from '../../../wire/cases/pack-file-name';
import { packReasonBody } from '../../../wire/cases/full-data-requests';
import { packParams } from '../../../wire/params';
import { caseParams } from '../../../wire/values';
import { actorOf, staffOf, visibleCase } from '../http/access';
import { ApiError } from '../http/api-error';
import type { ApiDeps, ApiInstance } from '../deps';
import { dispositionOf } from '../http/file-name';
import { updateIdFor } from '../http/idempotency';
import { addressOf } from '../http/route-table';

/** The answer with a pack, as it is documented. */
export const PACK_CONTENT = {
  description: 'The pack: a page that opens in a browser and prints, to be saved.',
  content: { 'text/html': { schema: z.any() } },
};

interface Ask {
  readonly caseId: CaseId;
  readonly by: Actor;
  readonly disclosure: PackDisclosure;
  /** Why it has to be whole. */
  readonly reason?: string;
}

/**
 * Writes the row of the ledger that asks for a pack, and has it made. Answers with its id, which is the same for a
 * repeated request: called twice under one Idempotency-Key, there is one row and one pack.
 */
export async function askPack(deps: ApiDeps, request: FastifyRequest, ask: Ask): Promise<string> {
  const { record, desk } = deps;
  const { caseId, by, disclosure, reason } = ask;
  const own = updateIdFor(deps, request);
  const packId = `pack_${own}`;
  if (!(await record.ledger.read(caseId)).some((row) => asksFor(row, packId))) {
    const note = reason === undefined ? undefined : await keepReason(deps, ask, reason, own);
    const facts = { packId, disclosure, ...(note && { noteId: note.noteId }) };
    await record.ledger.audit({ caseId, event: PACK_ASKED, by, facts });
  }
  await desk.makePack({ caseId, packId });
  return packId;
}

function asksFor({ event, facts }: LedgerRow, packId: string): boolean {
  return event === PACK_ASKED && facts['packId'] === packId;
}

function keepReason({ record }: ApiDeps, { caseId, by }: Ask, text: string, own: string) {
  const noteId = `note_${own}`;
  const kind = 'reason';
  return record.notes.add({ caseId, noteId, kind, text, attachmentIds: [], by: by.principalId });
}

/** The file, for whoever asked for it; `NOT_FOUND` for anybody else. */
export async function takePack(
  { record }: ApiDeps,
  { caseId, packId, by }: { caseId: CaseId; packId: string; by: Actor },
): Promise<string> {
  const asked = (await record.ledger.read(caseId)).some(
    (row) => asksFor(row, packId) && row.by.principalId === by.principalId,
  );
  const content = asked ? await record.packs.read(caseId, packId) : undefined;
  if (content === undefined) throw new ApiError('NOT_FOUND');
  return content;
}

/** A page to be saved under the name of its pack. */
export function packHeaders(caseId: CaseId): Readonly<Record<string, string>> {
  return {
    'content-type': 'text/html; charset=utf-8',
    'content-disposition': dispositionOf(packFileName(caseId)),
  };
}

export function evidencePackRoutes(api: ApiInstance, deps: ApiDeps): void {
  const tags = ['cases'];

  api.post(
    addressOf('makePack'),
    {
      config: { codes: ['HEADS_NOT_SIGNED'] },
      schema: {
        tags,
        summary: 'Make an evidence pack with personal data masked',
        description:
          'One signed file of all that proves the case, for a dispute or the regulator: terms, consents, ' +
          'revisions, decisions, effects, notices, ledger, and the proof by a signed head. Each making stands in the ' +
          'ledger. Taken by its id within an hour, by whoever asked for it. Called twice under one ' +
          'Idempotency-Key: the same pack.',
        params: caseParams,
        response: { 201: packAnswer },
      },
    },
    async (request, reply) => {
      const staff = staffOf(request);
      const { caseId } = await visibleCase(deps, staff, request.params.caseId);
      const ask = { caseId, by: actorOf(staff), disclosure: 'masked' } as const;
      const packId = await askPack(deps, request, ask);
      return reply.code(201).send({ packId });
    },
  );

  api.post(
    addressOf('makeWholePack'),
    {
      config: { codes: ['HEADS_NOT_SIGNED'] },
      schema: {
        tags,
        summary: 'Make an evidence pack with personal data in full',
        description:
          'As the masked one, with every field, the texts of notices and the notes. Its reason is kept as a ' +
          'note of the case; each making stands in the ledger.',
        params: caseParams,
        body: packReasonBody,
        response: { 201: packAnswer },
      },
    },
    async (request, reply) => {
      const staff = staffOf(request);
      const { caseId } = await visibleCase(deps, staff, request.params.caseId);
      const reason = request.body.reason.trim();
      const ask = { caseId, by: actorOf(staff), disclosure: 'whole', reason } as const;
      const packId = await askPack(deps, request, ask);
      return reply.code(201).send({ packId });
    },
  );
  packFileRoute(api, deps);
}

function packFileRoute(api: ApiInstance, deps: ApiDeps): void {
  api.get(
    addressOf('readPack'),
    {
      schema: {
        tags: ['cases'],
        summary: 'The file of an evidence pack',
        description:
          'For whoever asked for it, within an hour. `unbind-verify` checks it without a desk. ' +
          '`UNBIND_NOT_FOUND` for others and afterwards.',
        params: packParams,
        response: { 200: PACK_CONTENT },
      },
    },
    async (request, reply) => {
      const staff = staffOf(request);
      const { caseId } = await visibleCase(deps, staff, request.params.caseId);
      const { packId } = request.params;
      const content = await takePack(deps, { caseId, packId, by: actorOf(staff) });
      return reply
        .headers(packHeaders(caseId))
        .serializer((file: unknown) => file as string)
        .send(content);
    },
  );
}
