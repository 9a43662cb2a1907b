/** Settings that let a desk of `npm start` listen wherever a port is free. */
export const ANY_PORTS: Readonly<Record<string, string>> = Object.fromEntries(
  [
    'UNBIND_API_PORT',
    'UNBIND_TEMPORAL_PORT',
    'UNBIND_TEMPORAL_UI_PORT',
    'UNBIND_SIMULATOR_PORT',
    'UNBIND_SMTP_PORT',
    'UNBIND_MAIL_PORT',
    'UNBIND_WORKER_HEALTH_PORT',
    'UNBIND_WORKER_METRICS_PORT',
  ].map((name) => [name, '0']),
);
