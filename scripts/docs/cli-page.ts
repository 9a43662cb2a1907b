/** The generated page of the command line, from the definitions that the CLI itself runs by. */
import type { Argument, Command, Option } from 'commander';
import { EXIT_CODES } from '../../client/cli/exit-codes';
import { NOWHERE } from '../../client/cli/io';
import { createProgram, EXAMPLE_LINES, SETTINGS } from '../../client/cli/program';
import { generatedNote, table } from './markdown';

function optionRow({ flags, description, argChoices, mandatory, defaultValue }: Option): string[] {
  const notes = [
    mandatory ? 'required' : '',
    argChoices ? `one of ${argChoices.join(', ')}` : '',
    typeof defaultValue === 'string' ? `default ${defaultValue}` : '',
  ].filter(Boolean);
  return [`\`${flags}\``, [description, ...notes].join('; ')];
}

function argumentWord(argument: Argument): string {
  const name = argument.variadic ? `${argument.name()}…` : argument.name();
  return argument.required ? `<${name}>` : `[${name}]`;
}

function commandSection(command: Command, parents: string, hashes: string): string {
  const name = [parents, command.name()].join(' ');
  const words = [name, ...command.registeredArguments.map(argumentWord)].join(' ');
  const aliases = command.aliases().map((alias) => `\`${parents} ${alias}\``);
  const options = command.options.filter(({ hidden }) => !hidden).map(optionRow);
  return [
    `${hashes} \`${words}\``,
    `${command.description()}${aliases.length === 0 ? '' : ` (also ${aliases.join(', ')})`}`,
    ...(options.length === 0 ? [] : [table(['option', 'what'], options)]),
    ...visible(command).map((child) => commandSection(child, name, `${hashes}#`)),
  ].join('\n\n');
}

/** Commands as the help lists them, without `help` itself. */
function visible(command: Command): Command[] {
  return command
    .createHelp()
    .visibleCommands(command)
    .filter((child) => child.name() !== 'help');
}

function groups(program: Command): string {
  const byGroup = new Map<string, Command[]>();
  for (const command of visible(program)) {
    const group = command.helpGroup();
    byGroup.set(group, [...(byGroup.get(group) ?? []), command]);
  }
  return [...byGroup]
    .map(([group, commands]) =>
      [
        `## ${group.replace(/:$/, '')}`,
        ...commands.map((command) => commandSection(command, 'unbind', '###')),
      ].join('\n\n'),
    )
    .join('\n\n');
}

/** The whole page. */
export function cliPage(): string {
  const program = createProgram(NOWHERE);
  const exits = Object.values(EXIT_CODES).map(({ code, meaning }) => [String(code), meaning]);
  const settings = Object.entries(SETTINGS).map(([name, what]) => [`\`${name}\``, what]);
  return `# Command line

${generatedNote('client/cli/program.ts')}

\`npx unbind\` in the checkout, after a build (\`npm start\` makes one, \`npm run build\` too). It has the verbs of
the HTTP API and talks to nothing else. \`npx unbind help <command>\` tells the same as this page.

\`\`\`sh
${EXAMPLE_LINES.join('\n')}
\`\`\`

Every POST carries an Idempotency-Key, so a request that got no answer is sent again without doing anything
twice. Decisions name the revision that you saw last; if the case has changed since, the answer is
\`UNBIND_STALE_REVISION\` and nothing happened.

What cannot be undone (the commands with \`--yes\`) asks first. Where nobody can be asked, as in a script, it wants
\`--yes\` and ends with exit code 2 without it; nothing was sent then.

A key goes only to an address that you have named, or to the desk of \`npm start\` here once it has proven that it is that
desk ([decision](decisions/0017-a-key-goes-to-a-desk-that-is-known.md)).

A shell completes commands, options and the values that are listed here once it has the script:
\`source <(unbind completion bash)\` (which needs the package \`bash-completion\`), or the same with \`zsh\`;
\`unbind completion fish | source\`; \`unbind completion powershell | Out-String | Invoke-Expression\`. The script calls
\`unbind\`: put it in the PATH with \`npm link\`, or set \`alias unbind='npx unbind'\`.

## Options of every command

${table(['option', 'what'], program.options.map(optionRow))}

## Settings

${table(['name', 'what'], settings)}

## Exit codes

${table(['code', 'meaning'], exits)}

${groups(program)}
`;
}
