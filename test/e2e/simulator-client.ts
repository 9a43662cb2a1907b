/** The provider simulator as tests use it: merchants, faults, and its ledger as the auditor. */
import type { LedgerReport } from '../../local/simulator/store/ledger-report';
import type { FreshMerchant, FreshOptions } from '../../local/simulator/acquirer/seed';

export interface SimulatorClient {
  freshMerchant(options?: Partial<FreshOptions>): Promise<FreshMerchant>;
  /** All merchants that this client has asked for. */
  merchants(): readonly FreshMerchant[];
  /** Arms a fault; see docs/simulator.md. */
  fault(fault: object): Promise<{ readonly faultId: string }>;
  liftFault(fault: { readonly faultId: string }): Promise<void>;
  /** All of them. */
  liftFaults(): Promise<void>;
  /** What happened to one merchant at the acquirer. */
  ledger(merchant: FreshMerchant): Promise<LedgerReport>;
  texts(phone: string): Promise<LedgerReport['sms']>;
  change(path: string, body: object): Promise<void>;
}

export function createSimulatorClient(url: string): SimulatorClient {
  async function call<T>(method: string, path: string, body?: object): Promise<T> {
    const answer = await fetch(`${url}/control/${path}`, {
      method,
      ...(body && {
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} /control/${path}: ${answer.status} ${text}`);
    return (text === '' ? undefined : JSON.parse(text)) as T;
  }
  const merchants: FreshMerchant[] = [];
  return {
    async freshMerchant(options = {}) {
      const merchant = await call<FreshMerchant>('POST', 'merchants/fresh', options);
      merchants.push(merchant);
      return merchant;
    },
    merchants: () => merchants,
    fault: (fault) => call('POST', 'faults', fault),
    liftFault: ({ faultId }) => call('DELETE', `faults/${faultId}`),
    liftFaults: () => call('DELETE', 'faults'),
    ledger: ({ merchantNumber, phone }) => call('POST', 'ledger', { merchantNumber, to: phone }),
    async texts(phone) {
      return (await call<LedgerReport>('POST', 'ledger', { to: phone })).sms;
    },
    change: (path, body) => call('POST', path, body),
  };
}
