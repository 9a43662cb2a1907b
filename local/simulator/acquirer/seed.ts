/** Merchants that are there from the start, and fresh ones on request. */
import { z } from 'zod';
import { deviceAt, personAt, type Device, type Person, type Place } from './people';
import { DEPOSIT_KINDS, type DepositKind, type DepositRow, type MerchantRow } from '../store/rows';
import { timeOf, type World } from '../world';

/** What may be asked of a fresh merchant. */
export const freshBody = z.strictObject({
  terminals: z.int().min(1).max(50).default(1),
  depositMinor: z.int().min(0).default(20_000),
  depositKinds: z
    .array(z.enum(DEPOSIT_KINDS))
    .max(4)
    .default(['refundable-deposit', 'service-fee']),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .default('CNY'),
  /** Fixes the names and numbers; omitted: those of this simulator, which differ from run to run. */
  seed: z.int().min(0).max(999).optional(),
  kind: z.enum(['person', 'company']).optional(),
  merchantName: z.string().min(1).max(200).optional(),
  /** Null: the acquirer has no phone; omitted: the merchant's own. */
  boundPhone: z.string().nullable().optional(),
  balanceMinor: z.int().min(0).default(0),
  pendingMinor: z.int().min(0).default(0),
  unpaidFeesMinor: z.int().min(0).default(0),
  complaintOpen: z.boolean().default(false),
  riskHold: z.boolean().default(false),
  /** On every terminal. */
  offlineTransactions: z.int().min(0).default(0),
});
export type FreshOptions = z.infer<typeof freshBody>;

/** Everything that is known of a merchant, as an agent would hear it. */
export interface FreshMerchant extends Person {
  readonly locale: 'zh-CN';
  readonly timeZone: string;
  readonly currency: string;
  readonly terminals: readonly Device[];
  readonly deposits: readonly {
    readonly serialNumber: string;
    readonly kind: DepositKind;
    readonly amountMinor: number;
    readonly currency: string;
    readonly paymentIntent: string;
  }[];
}

const FEES_MINOR: Readonly<Record<Exclude<DepositKind, 'refundable-deposit'>, number>> = {
  'service-fee': 6_000,
  cashback: 5_000,
  'sim-fee': 3_600,
};

const SEEDED: readonly Partial<FreshOptions>[] = [
  { depositKinds: [...DEPOSIT_KINDS] },
  { terminals: 3 },
  { terminals: 2, depositKinds: ['refundable-deposit', 'sim-fee'], depositMinor: 9_900 },
  { balanceMinor: 128_050 },
  { pendingMinor: 45_600, unpaidFeesMinor: 1_200 },
  { terminals: 2, complaintOpen: true },
  { riskHold: true },
  { terminals: 2, offlineTransactions: 3 },
  { terminals: 12, depositMinor: 29_900 },
];
const SEEDED_SEED = 1;

/** The merchants of an empty simulator; always the same. */
export function addSeededMerchants(world: World): void {
  SEEDED.forEach((options, position) => {
    addMerchant(world, { seed: SEEDED_SEED, position }, freshBody.parse(options));
  });
}

/** The seeded merchants with everything that is known of them. */
export function seededMerchants(): readonly FreshMerchant[] {
  return SEEDED.map((options, position) =>
    describe({ seed: SEEDED_SEED, position }, freshBody.parse(options)),
  );
}

/** Adds a merchant that has not been there before. */
export function addFreshMerchant(world: World, options: FreshOptions): FreshMerchant {
  const seed = options.seed ?? ownSeed(world);
  for (;;) {
    const position = world.store.next(`fresh:${seed}`) - 1;
    const person = personAt({ seed, position });
    const isWanted = options.kind === undefined || kindOf(person) === options.kind;
    const isNew = world.store.get('merchants', person.merchantNumber) === undefined;
    if (isWanted && isNew) return addMerchant(world, { seed, position }, options);
  }
}

function kindOf(person: Person): 'person' | 'company' {
  return person.document.kind === 'uscc' ? 'company' : 'person';
}

/** Seed of this ledger's fresh merchants: chosen once, kept with it. */
function ownSeed(world: World): number {
  const kept = world.store.get('counters', 'own-seed')?.value;
  if (kept !== undefined) return kept;
  const value = 100 + Math.floor(Math.random() * 900);
  world.store.put('counters', 'own-seed', { value });
  return value;
}

function describe(place: Place, options: FreshOptions): FreshMerchant {
  const person = personAt(place);
  const { merchantName = person.merchantName, currency } = options;
  const terminals = Array.from({ length: options.terminals }, (_, index) => deviceAt(place, index));
  const deposits = terminals.flatMap(({ serialNumber }) =>
    options.depositKinds.map((kind, index) => ({
      serialNumber,
      kind,
      amountMinor: kind === 'refundable-deposit' ? options.depositMinor : FEES_MINOR[kind],
      currency,
      paymentIntent: `pi_${serialNumber}${index}`,
    })),
  );
  const bankAccount = { ...person.bankAccount, accountName: merchantName };
  const home = { locale: 'zh-CN', timeZone: 'Asia/Shanghai', currency } as const;
  return { ...person, merchantName, bankAccount, ...home, terminals, deposits };
}

function addMerchant(world: World, place: Place, options: FreshOptions): FreshMerchant {
  const all = describe(place, options);
  const { merchantNumber, merchantName, currency } = all;
  const phone = options.boundPhone === undefined ? all.phone : options.boundPhone;
  const { balanceMinor, pendingMinor, unpaidFeesMinor, complaintOpen, riskHold } = options;
  const merchant: MerchantRow = {
    merchantNumber,
    merchantName,
    ...(phone !== null && { boundPhone: phone }),
    status: 'active',
    balanceMinor,
    pendingMinor,
    unpaidFeesMinor,
    complaintOpen,
    riskHold,
    currency,
  };
  world.store.put('merchants', merchantNumber, merchant);
  const { offlineTransactions } = options;
  const boundAt = timeOf(world);
  for (const device of all.terminals) {
    const binding = { merchantNumber, status: 'bound', boundAt, offlineTransactions } as const;
    world.store.put('terminals', device.serialNumber, { ...device, ...binding });
  }
  for (const item of all.deposits) {
    const row: DepositRow = { depositId: item.paymentIntent, merchantNumber, ...item };
    world.store.put('deposits', row.depositId, row);
  }
  return all;
}
