/** Views of the case list that people save under a name: filters only, nothing that finds a person. */
import type { PrincipalId } from '../../../workflows/contract/identifiers';

/** Filters as they stand in the address bar, by name. */
export type ViewFilters = Readonly<Record<string, string>>;

export interface SavedView {
  readonly name: string;
  readonly filters: ViewFilters;
  readonly changedAt: Date;
}

export interface SavedViewStore {
  /** Views of one person by name. */
  list(principalId: PrincipalId): Promise<readonly SavedView[]>;
  /** One view of a person; undefined where there is none. */
  get(principalId: PrincipalId, name: string): Promise<SavedView | undefined>;
  /** Makes or replaces a view. `TOO_MANY_VIEWS` where a new one would exceed `limit`. */
  put(
    principalId: PrincipalId,
    view: Pick<SavedView, 'name' | 'filters'>,
    limit: number,
  ): Promise<SavedView>;
  /** Called twice: there is none either time. */
  remove(principalId: PrincipalId, name: string): Promise<void>;
}
