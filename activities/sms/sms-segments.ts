/** How many segments carriers make of a text; each one costs. */

/** GSM 03.38 default alphabet; characters of the second list take two septets. */
const GSM =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZ' +
  'ÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà';
const GSM_EXTENDED = '^{}\\[~]|€';

export interface Segments {
  readonly encoding: 'GSM-7' | 'UCS-2';
  readonly count: number;
}

/** Counts septets (160, or 153 in a chain) or UTF-16 units (70, or 67 in a chain). */
export function countSegments(text: string): Segments {
  let septets = 0;
  for (const char of text) {
    if (GSM.includes(char)) septets += 1;
    else if (GSM_EXTENDED.includes(char)) septets += 2;
    else return { encoding: 'UCS-2', count: chained(text.length, 70, 67) };
  }
  return { encoding: 'GSM-7', count: chained(septets, 160, 153) };
}

function chained(units: number, single: number, part: number): number {
  return units <= single ? 1 : Math.ceil(units / part);
}
