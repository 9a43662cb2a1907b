/** The folder by which heads leave: how it is set to none, and what its files are called. */

/** UNBIND_HEADS_FOLDER of a desk that has nothing to prove to anybody. */
export const NO_HEADS = 'off';

/** `head-0000000042.json`: sorted by name, heads stand in their order. */
export function headFileName(number: number): string {
  return `head-${String(number).padStart(10, '0')}.json`;
}

/** Of the public key that heads are checked with. */
export function keyFileName(keyId: string): string {
  return `key-${keyId}.pem`;
}

export function isHeadFile(name: string): boolean {
  return /^head-\d{10}\.json$/.test(name);
}

export function isKeyFile(name: string): boolean {
  return /^key-[0-9a-f]{16}\.pem$/.test(name);
}
