// One line for each failed test of a report, for the end of a log, which is all that some readers see.
import { relative } from 'node:path';

const LONGEST = 300;

/** The message without its stack, on one line. */
function inOneLine(message) {
  const [said] = message.replace(/\u001b\[[0-9;]*m/g, '').split(/\n\s+at /);
  return said.replace(/\s+/g, ' ').trim().slice(0, LONGEST);
}

/** `file › title: message` for each failed test, from what Jest wrote with `--json`. */
function failedOfJest({ testResults = [] }, root) {
  return testResults.flatMap(({ name, status, message, assertionResults }) => {
    const file = relative(root, name);
    const failed = assertionResults
      .filter((test) => test.status === 'failed')
      .map(({ fullName, failureMessages }) => {
        return `${file} › ${fullName}: ${inOneLine(failureMessages[0] ?? '')}`;
      });
    return status === 'failed' && failed.length === 0 ? [`${file}: ${inOneLine(message)}`] : failed;
  });
}

/** The same for the schedules of `npm run faults`, which name what they found. */
function failedSchedules({ schedules = [] }) {
  return schedules
    .filter(({ findings }) => findings.length > 0)
    .map(({ name, findings }) => `${name}: ${inOneLine(findings.join('; '))}`);
}

export function failedLines(report, root) {
  return [...failedOfJest(report, root), ...failedSchedules(report)];
}
