/**
 * Whether a key may go to an address. An address that a person named is theirs to answer for. One that was found,
 * in the file of a running desk, has to prove that it is that desk: the desk may have ended long ago, and another
 * program may listen on its port. See docs/decisions/0017-a-key-goes-to-a-desk-that-is-known.md.
 */
import { isDesk } from '../desk-proof';
import { CliFailure, usage } from './failures';

/** Where the API is, and how that is known. */
export interface Address {
  /** Without a slash at the end. */
  readonly apiUrl: string;
  /** `named`: by a person; `found`: in the file of a running desk; `assumed`: it is where desks are. */
  readonly from: 'named' | 'found' | 'assumed';
  /** By which the desk of the data folder proves itself; absent where none has said that it runs. */
  readonly proofKey?: string | undefined;
}

const LOOPBACK: ReadonlySet<string> = new Set(['127.0.0.1', 'localhost', '[::1]']);

function isLoopback(apiUrl: string): boolean {
  return LOOPBACK.has(new URL(apiUrl).hostname);
}

/**
 * Returns where a key may be shown. `ofFolder`: the key is one of the data folder, whose desk then answers for
 * every address of this machine. Throws where nobody knows who listens; as `fetch` does where nobody does.
 */
export async function refuseStranger(
  { apiUrl, from, proofKey }: Address,
  ofFolder: boolean,
  signal: AbortSignal,
): Promise<void> {
  if (from === 'assumed') {
    throw usage(
      {
        'zh-CN': `这里没有正在运行的服务台；${apiUrl} 上是谁在应答无从知晓，因此没有发送密钥。`,
        en: `No desk runs here, and who answers at ${apiUrl} is not known: no key was sent.`,
      },
      {
        'zh-CN': '启动服务台（`npm start`），或写明地址：',
        en: 'Start the desk (`npm start`), or name it:',
      },
      `export UNBIND_API_URL=${apiUrl}`,
    );
  }
  const isVouchedFor = ofFolder && proofKey !== undefined && isLoopback(apiUrl);
  if (from === 'named' && !isVouchedFor) return;
  if (proofKey !== undefined && (await isDesk(apiUrl, proofKey, signal))) return;
  throw new CliFailure(
    'unavailable',
    {
      'zh-CN': `在 ${apiUrl} 应答的不是本文件夹的服务台，没有发送密钥。`,
      en: `What answers at ${apiUrl} is not the desk of this folder: no key was sent.`,
    },
    [
      {
        'zh-CN': '服务台可能已停止，端口被其他程序占用：请重新启动服务台（`npm start`）。',
        en: 'The desk may have stopped, and another program taken its port: start it again (`npm start`).',
      },
    ],
  );
}
