/**
 * Believable merchants that exist nowhere: names, numbers with right check digits, devices. The same
 * seed and position give the same merchant.
 */
import { draw } from '../faults';

const TOWNS = ['杭州', '宁波', '成都', '苏州', '长沙', '厦门', '青岛', '西安', '佛山', '合肥'];
const SURNAMES = [
  '王',
  '李',
  '张',
  '刘',
  '陈',
  '杨',
  '赵',
  '黄',
  '周',
  '吴',
  '徐',
  '孙',
  '林',
  '何',
];
const GIVEN = [
  '建国',
  '秀英',
  '伟',
  '芳',
  '丽娜',
  '志强',
  '晓明',
  '桂兰',
  '子涵',
  '雨欣',
  '海燕',
  '文博',
];
const TRADES = [
  '小吃店',
  '便利店',
  '水果店',
  '五金商行',
  '茶叶店',
  '理发店',
  '服装店',
  '面馆',
  '药房',
];
const MODELS = ['新大陆 SP600', '联迪 A8', '百富 A920', '升腾 K9', '惠尔丰 X990'];
const MOBILE_PREFIXES = ['138', '139', '150', '158', '186', '189'];
const REGIONS = ['110105', '440524', '330106', '510104', '350102'];

export interface Person {
  readonly merchantNumber: string;
  readonly merchantName: string;
  readonly contactName: string;
  readonly document: { readonly kind: 'resident-id' | 'uscc'; readonly number: string };
  /** E.164. */
  readonly phone: string;
  readonly email: string;
  readonly bankAccount: {
    readonly kind: 'bank-account';
    readonly accountName: string;
    readonly accountNumber: string;
    readonly bankCode: string;
  };
}

export interface Device {
  readonly serialNumber: string;
  readonly model: string;
  readonly tusn: string;
  readonly imei: string;
  readonly readerId: string;
}

/** A place in the endless list of merchants. */
export interface Place {
  readonly seed: number;
  /** From 0. */
  readonly position: number;
}

/** Different for every position of a seed below 10^8: 48,271 and 10^8 have no common divisor. */
function spread({ seed, position }: Place): number {
  return Number((BigInt(position) * 48_271n + BigInt(seed >>> 0)) % 100_000_000n);
}

function pick<T>(list: readonly T[], place: Place, salt: number): T {
  const index = Math.floor(draw(place.seed + salt, place.position) * list.length);
  const chosen = list[index];
  if (chosen === undefined) throw new Error('An empty list has nothing to pick.');
  return chosen;
}

function digits(value: number, length: number): string {
  return String(value).padStart(length, '0').slice(-length);
}

/** Appends the Luhn check digit. */
export function withLuhn(body: string): string {
  const sum = Array.from(body)
    .reverse()
    .reduce((total, digit, index) => {
      const value = Number(digit) * (index % 2 === 0 ? 2 : 1);
      return total + (value > 9 ? value - 9 : value);
    }, 0);
  return `${body}${(10 - (sum % 10)) % 10}`;
}

/** Appends the check character of GB 11643 to 17 digits. */
export function residentId(body: string): string {
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  const sum = weights.reduce((total, weight, index) => total + weight * Number(body[index]), 0);
  return `${body}${'10X98765432'[sum % 11] ?? ''}`;
}

/** Appends the check character of GB 32100 to 17 characters. */
export function uscc(body: string): string {
  const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';
  let weight = 1;
  let sum = 0;
  for (const character of body) {
    sum += alphabet.indexOf(character) * weight;
    weight = (weight * 3) % 31;
  }
  return `${body}${alphabet[(31 - (sum % 31)) % 31] ?? ''}`;
}

/** Appends the check character of GB 11714 (organization code) to 8 digits. */
function organizationCode(body: string): string {
  const weights = [3, 7, 9, 10, 5, 8, 4, 2];
  const sum = weights.reduce((total, weight, index) => total + weight * Number(body[index]), 0);
  const check = 11 - (sum % 11);
  return `${body}${check === 10 ? 'X' : check === 11 ? '0' : String(check)}`;
}

function documentOf(place: Place, isCompany: boolean): Person['document'] {
  const region = pick(REGIONS, place, 5);
  if (isCompany) {
    const organization = organizationCode(digits(spread(place), 8));
    return { kind: 'uscc', number: uscc(`91${region}${organization}`) };
  }
  const year = 1950 + Math.floor(draw(place.seed + 6, place.position) * 50);
  const month = 1 + Math.floor(draw(place.seed + 7, place.position) * 12);
  const day = 1 + Math.floor(draw(place.seed + 8, place.position) * 28);
  const birth = `${year}${digits(month, 2)}${digits(day, 2)}`;
  return {
    kind: 'resident-id',
    number: residentId(`${region}${birth}${digits(spread(place), 3)}`),
  };
}

/** The merchant at a place. Every third is a company. */
export function personAt(place: Place): Person {
  const surname = pick(SURNAMES, place, 1);
  const contactName = `${surname}${pick(GIVEN, place, 2)}`;
  const town = pick(TOWNS, place, 3);
  const trade = pick(TRADES, place, 4);
  const isCompany = place.position % 3 === 2;
  const unique = digits(spread(place), 8);
  const merchantName = isCompany
    ? `${town}${surname}氏${trade}有限公司`
    : `${town}市${contactName}${trade}`;
  return {
    merchantNumber: `8981${digits(place.seed % 1000, 3)}${unique}`,
    merchantName,
    contactName,
    document: documentOf(place, isCompany),
    phone: `+86${MOBILE_PREFIXES[place.seed % MOBILE_PREFIXES.length] ?? '138'}${unique}`,
    email: `shop${place.seed % 1000}-${unique}@example.com`,
    bankAccount: {
      kind: 'bank-account',
      accountName: merchantName,
      accountNumber: withLuhn(`6222${digits(place.seed % 1000, 3)}000${unique}`),
      bankCode: '102331002029',
    },
  };
}

/** Terminal number `index` (from 0) of the merchant at a place. */
export function deviceAt(place: Place, index: number): Device {
  const unique = digits(spread(place), 8);
  const seed = digits(place.seed % 1000, 3);
  const number = digits(index + 1, 2);
  return {
    serialNumber: `NL${seed}${unique}${number}`,
    model: pick(MODELS, { ...place, position: place.position * 64 + index }, 9),
    tusn: `00000304${seed}${unique}${number}`,
    imei: withLuhn(`86${seed[0] ?? '0'}${unique}${number}0`),
    readerId: `tmr_${seed}${unique}${number}`,
  };
}
