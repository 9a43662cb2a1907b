/** Names of those who wrote or sent something: colleagues by name, the merchant as such. */
import { useSession } from '../app/session';
import { ROLE } from '../../../words/domain';
import { useSay } from '../texts/say';

/** `people`: names by id; undefined while they are read. */
export function useNames(
  people: Readonly<Record<string, string>> = {},
): (principalId: string) => string {
  const say = useSay();
  const session = useSession();
  return (principalId) => {
    if (principalId === session.principalId) return session.name;
    if (principalId === 'merchant') return say(ROLE.merchant);
    return people[principalId] ?? principalId;
  };
}
