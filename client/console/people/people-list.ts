/** The list of people as an admin searches it. Pure. */
import type { ListedPerson } from '../../../wire/people/people-answers';

/** People whose name, user name or team holds every word of the text, whatever its case. */
export function foundAmong(people: readonly ListedPerson[], text: string): readonly ListedPerson[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return people.filter(({ name, user, teamId }) => {
    const whole = `${name}\n${user}\n${teamId}`.toLowerCase();
    return words.every((word) => whole.includes(word));
  });
}

/** Teams that somebody is in, by name. */
export function teamsOf(people: readonly ListedPerson[]): readonly string[] {
  return [...new Set(people.map(({ teamId }) => teamId))].sort((a, b) => a.localeCompare(b));
}
