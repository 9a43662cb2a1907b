/** Makes the activities' parts from the configuration: the record and one adapter for each provider. */
import { createAcquirer } from '../../activities/acquirer/create-acquirer';
import type { ActivityDeps } from '../../activities/create-activities';
import { createSmtpSender } from '../../activities/email/smtp-sender';
import type { NoticeSettings } from '../../activities/notices/notice-deps';
import { noticeRefKey } from '../../activities/sms/notice-ref';
import { createTwilioSender } from '../../activities/sms/twilio-sender';
import type { DeskRecord } from '../../record/port/desk-record';
import { provenBy } from '../../temporal/signing/statements';
import type { WorkerProcessConfig } from '../config';
import type { ProviderConfig } from './config';

function noticeSettings(config: ProviderConfig, masterKey: Uint8Array): NoticeSettings {
  const { teamLeadEmail, supportContact } = config;
  return {
    quietHours: config.quietHours,
    smsDailyBudget: config.smsDailyBudget,
    codeDailyBudget: config.codeDailyBudget,
    publicUrl: config.publicUrl,
    ...(teamLeadEmail !== undefined && { teamLeadEmail }),
    ...(supportContact !== undefined && { supportContact }),
    signature: config.senderName,
    noticeRefKey: noticeRefKey(masterKey),
  };
}

/** Everything that `createActivities` needs but the observer. */
export function activityDeps(config: WorkerProcessConfig, record: DeskRecord): ActivityDeps {
  const { providers, decisionKeys } = config;
  const { publicUrl, sms, mail, senderName } = providers;
  return {
    record,
    isProven: provenBy(decisionKeys.inForce),
    acquirer: createAcquirer(providers.acquirer),
    smsSender: createTwilioSender({ ...sms, publicUrl }),
    emailSender: createSmtpSender({ ...mail, fromName: senderName }),
    notices: noticeSettings(providers, config.record.masterKey),
  };
}
