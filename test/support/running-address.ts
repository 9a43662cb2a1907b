/** The record of a test as the role that the running product has; every database of a run has it. */
export function runningAddress(databaseUrl: string): string {
  const url = new URL(databaseUrl);
  url.username = 'unbind_running';
  url.password = 'running';
  return url.href;
}
