/**
 * Keeps what somebody has entered and not sent yet on this device, so that a closed browser or a lost
 * connection loses nothing. Encrypted with a key that scripts cannot read out, for one person, for a
 * day; sending and signing out throw it away. Where the browser offers no such store, nothing is kept.
 */

const DATABASE = 'unbind-desk-drafts';
const DRAFTS = 'drafts';
const KEYS = 'keys';
/** How long a draft is kept, ms. */
const KEPT_MS = 24 * 60 * 60_000;

interface StoredDraft {
  readonly iv: Uint8Array<ArrayBuffer>;
  readonly content: ArrayBuffer;
  readonly atMs: number;
}

function opened(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore(DRAFTS);
      request.result.createObjectStore(KEYS);
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('no store'));
  });
}

async function asked<T>(
  store: string,
  mode: IDBTransactionMode,
  ask: (store: IDBObjectStore) => IDBRequest<T>,
): Promise<T> {
  const database = await opened();
  try {
    return await new Promise<T>((resolve, reject) => {
      const request = ask(database.transaction(store, mode).objectStore(store));
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error ?? new Error('no answer of the store'));
    });
  } finally {
    database.close();
  }
}

/** The key of this device; it can be used and never read. */
async function deviceKey(): Promise<CryptoKey> {
  const known: unknown = await asked<unknown>(KEYS, 'readonly', (store) => store.get('device'));
  if (known instanceof CryptoKey) return known;
  const key = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, [
    'encrypt',
    'decrypt',
  ]);
  await asked(KEYS, 'readwrite', (store) => store.put(key, 'device'));
  return key;
}

/** Without a secure context there is no cipher, and nothing is kept. */
function canKeep(): boolean {
  return isSecureContext && 'indexedDB' in globalThis;
}

/** Counts how often everything was thrown away. */
let epoch = 0;

/** The time between two sign-outs; what was entered in an earlier one is kept no more. */
export function draftEpoch(): number {
  return epoch;
}

/** Keeps a draft, entered in an epoch, under a name; a later one replaces it. */
export async function keepDraft(name: string, draft: unknown, enteredIn: number): Promise<void> {
  if (!canKeep() || enteredIn !== epoch) return;
  const key = await deviceKey();
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const plain = new TextEncoder().encode(JSON.stringify(draft));
  const content = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, plain);
  const stored: StoredDraft = { iv, content, atMs: Date.now() };
  await asked(DRAFTS, 'readwrite', (store) => store.put(stored, name));
}

function isStored(value: unknown): value is StoredDraft {
  return typeof value === 'object' && value !== null && 'iv' in value && 'content' in value;
}

/** The draft under a name; undefined where there is none, or it is too old, or cannot be read. */
export async function keptDraft(name: string): Promise<unknown> {
  if (!canKeep()) return undefined;
  const stored: unknown = await asked<unknown>(DRAFTS, 'readonly', (store) => store.get(name));
  if (!isStored(stored)) return undefined;
  if (Date.now() - stored.atMs > KEPT_MS) {
    await forgetDraft(name);
    return undefined;
  }
  const key = await deviceKey();
  const plain = await crypto.subtle.decrypt(
    { name: 'AES-GCM', iv: stored.iv },
    key,
    stored.content,
  );
  return JSON.parse(new TextDecoder().decode(plain)) as unknown;
}

/** Called twice: gone both times. */
export async function forgetDraft(name: string): Promise<void> {
  if (!canKeep()) return;
  await asked(DRAFTS, 'readwrite', (store) => store.delete(name));
}

/** Throws away every draft of this device, and the key with them. */
export async function forgetAllDrafts(): Promise<void> {
  epoch += 1;
  if (!canKeep()) return;
  await asked(DRAFTS, 'readwrite', (store) => store.clear());
  await asked(KEYS, 'readwrite', (store) => store.clear());
}
