/**
 * The workflow bundle: built once by `npm run build`, loaded by every worker. A bundle of another SDK
 * version is not loaded. Never minified: the SDK uses names of classes.
 */
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, relative } from 'node:path';
import type { Logger } from '@temporalio/common';
import { DefaultLogger, type WorkflowBundleOption, bundleWorkflowCode } from '@temporalio/worker';
import { version as sdkVersion } from '@temporalio/worker/package.json';

/** Folder of the workflows: compiled ones in `dist/`, the sources where TypeScript runs directly. */
const WORKFLOWS = join(__dirname, '..', 'workflows');

/** `dist/workflow-bundle.js` of the checkout. */
export const BUNDLE_FILE = join(__dirname, '..', 'workflow-bundle.js');

interface BundleFacts {
  readonly sdkVersion: string;
  /** Hex SHA-256 over the files that the bundle was built from. */
  readonly sources: string;
}

function factsFile(bundleFile: string): string {
  return `${bundleFile}on`; // workflow-bundle.json beside workflow-bundle.js
}

function hashOfSources(folder: string): string {
  const hash = createHash('sha256');
  const visit = (path: string): void => {
    const entries = readdirSync(path, { withFileTypes: true });
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const child = join(path, entry.name);
      if (entry.isDirectory()) visit(child);
      else if (/\.(js|ts)$/.test(entry.name))
        hash.update(relative(folder, child)).update(readFileSync(child));
    }
  };
  visit(folder);
  return hash.digest('hex');
}

function readFacts(bundleFile: string): BundleFacts | undefined {
  const file = factsFile(bundleFile);
  if (!existsSync(bundleFile) || !existsSync(file)) return undefined;
  const facts: unknown = JSON.parse(readFileSync(file, 'utf8'));
  if (typeof facts !== 'object' || facts === null) return undefined;
  if (!('sdkVersion' in facts) || typeof facts.sdkVersion !== 'string') return undefined;
  if (!('sources' in facts) || typeof facts.sources !== 'string') return undefined;
  return { sdkVersion: facts.sdkVersion, sources: facts.sources };
}

/** Bundles the workflows in memory; takes seconds. `logger` hears what the bundler says. */
export async function bundleWorkflows(
  logger: Logger = new DefaultLogger('WARN'),
): Promise<{ code: string }> {
  const workflowsPath = join(WORKFLOWS, 'index');
  const source = [`${workflowsPath}.js`, `${workflowsPath}.ts`].find((path) => existsSync(path));
  if (source === undefined) throw new Error(`No workflows in ${WORKFLOWS}`);
  const { code } = await bundleWorkflowCode({ workflowsPath: source, logger });
  return { code };
}

/** Builds the bundle file. Called again while nothing has changed: answers false at once. */
export async function buildBundleFile(bundleFile = BUNDLE_FILE): Promise<boolean> {
  const facts: BundleFacts = { sdkVersion, sources: hashOfSources(WORKFLOWS) };
  const known = readFacts(bundleFile);
  if (known?.sdkVersion === facts.sdkVersion && known.sources === facts.sources) return false;
  const { code } = await bundleWorkflows();
  mkdirSync(dirname(bundleFile), { recursive: true });
  const draft = `${bundleFile}.${process.pid}`;
  writeFileSync(draft, code);
  renameSync(draft, bundleFile);
  writeFileSync(factsFile(bundleFile), JSON.stringify(facts));
  return true;
}

/** The built bundle if it is of this SDK version, else one built now. */
export async function loadBundle(
  logger?: Logger,
  bundleFile = BUNDLE_FILE,
): Promise<WorkflowBundleOption> {
  if (readFacts(bundleFile)?.sdkVersion === sdkVersion) return { codePath: bundleFile };
  logger?.warn('no workflow bundle of this SDK version; building one, which takes seconds');
  return bundleWorkflows(logger);
}
