/** Signing what is said to workflows, and telling what is signed from what is not. */
import { canonicalJson } from '../../base/canonical-json';
import { type PublicKeys, type TextSigner, verdictOn } from '../../base/signing-keys';
import { orderBehind } from '../../workflows/contract/signing/orders';
import type {
  IsProven,
  Statement,
  StatementSignature,
} from '../../workflows/contract/signing/statements';

export type SignStatement = (statement: Statement) => StatementSignature;

export function statementSigner(signer: TextSigner): SignStatement {
  return (statement) => signer.sign(canonicalJson(statement));
}

/** Holds what was said to these keys: signed itself, or by the order of a run over many cases that covers it. */
export function provenBy(keys: PublicKeys): IsProven {
  return ({ statement, signed }) => {
    if (signed === undefined) return false;
    const isSigned = (one: Statement) => verdictOn(canonicalJson(one), signed, keys) === 'valid';
    const order = orderBehind(statement);
    return isSigned(statement) || (order !== undefined && isSigned(order));
  };
}
