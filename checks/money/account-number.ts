// checks/money/: amounts, what of a deposit is paid back, and to whom.
/** The check digits of cards and IBANs: a digit that was mistyped or swapped is found before money leaves. */
import { isValidIBAN } from 'ibantools';

/**
 * Cards of UnionPay (62, 16 to 19 digits), and of 16 digits of Visa (4), Mastercard (51 to 55, 2221 to 2720) and JCB
 * (3528 to 3589), by ISO/IEC 7812-1 and the issuers' ranges. Accounts of companies may look alike in nothing but
 * their length and have no check digit.
 */
const CARD =
  /^(?:62\d{14,17}|4\d{15}|5[1-5]\d{14}|2(?:22[1-9]|2[3-9]\d|[3-6]\d\d|7[01]\d|720)\d{12}|35(?:2[89]|[3-8]\d)\d{12})$/;

/** Country, two check digits, and what the country wants behind them (ISO 13616-1). */
const IBAN = /^[A-Z]{2}\d{2}[A-Z0-9]+$/;

/** Luhn's sum (ISO/IEC 7812-1, annex B). */
function passesLuhn(digits: string): boolean {
  const sum = Array.from(digits)
    .reverse()
    .reduce((total, digit, index) => {
      const value = Number(digit) * (index % 2 === 0 ? 1 : 2);
      return total + (value > 9 ? value - 9 : value);
    }, 0);
  return sum % 10 === 0;
}

/**
 * Whether the check digits of a normalized number fit: Luhn for cards, length of its country and mod 97 for IBANs. True
 * for a number that has none.
 */
export function fitsCheckDigits(number: string): boolean {
  if (CARD.test(number)) return passesLuhn(number);
  return !IBAN.test(number) || isValidIBAN(number);
}
