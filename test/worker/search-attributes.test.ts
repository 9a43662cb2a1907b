/** Search attributes are registered where that is allowed; where it is not, the worker learns it. */
import {
  type OperatorConnection,
  registerSearchAttributes,
  searchAttributesReady,
} from '../../temporal/search-attributes';

function grpcError(code: number): Error {
  return Object.assign(new Error(`gRPC ${code}`), { code });
}

function connectionWith(known: object, calls: object): OperatorConnection {
  const operatorService = {
    listSearchAttributes: async () => ({ customAttributes: known }),
    ...calls,
  };
  const workflowService = { countWorkflowExecutions: async () => ({}), ...calls };
  return { operatorService, workflowService } as unknown as OperatorConnection;
}

describe('search attributes', () => {
  test('are added where they are missing, and only those', async () => {
    let added: string[] = [];
    const connection = connectionWith(
      { UnbindStatus: 2 },
      {
        addSearchAttributes: async (request: { searchAttributes: object }) => {
          added = Object.keys(request.searchAttributes);
        },
      },
    );
    expect(await registerSearchAttributes(connection, 'desk')).toBe('registered');
    expect(added).toEqual(['UnbindParked', 'UnbindOverdue']);
  });

  test('are left alone where all are present', async () => {
    const all = { UnbindStatus: 2, UnbindParked: 5, UnbindOverdue: 5 };
    expect(await registerSearchAttributes(connectionWith(all, {}), 'desk')).toBe('present');
  });

  test.each([
    [7, 'not-permitted'],
    [12, 'not-permitted'],
    [6, 'present'],
  ])('answer gRPC code %i with %s', async (code, registration) => {
    const refuse = async () => {
      throw grpcError(code);
    };
    const connection = connectionWith({}, { addSearchAttributes: refuse });
    expect(await registerSearchAttributes(connection, 'desk')).toBe(registration);
  });

  test('fail with whatever else the server says', async () => {
    const refuse = async () => {
      throw grpcError(14);
    };
    const connection = connectionWith({}, { addSearchAttributes: refuse });
    await expect(registerSearchAttributes(connection, 'desk')).rejects.toThrow('gRPC 14');
  });

  test('are waited for until queries take them', async () => {
    let asked = 0;
    const connection = connectionWith(
      {},
      {
        countWorkflowExecutions: async () => {
          asked += 1;
          if (asked < 3) throw grpcError(3);
          return {};
        },
      },
    );
    expect(await searchAttributesReady(connection, 'desk')).toBe(true);
    expect(asked).toBe(3);
  });

  test('are not waited for beyond the limit', async () => {
    const refuse = async () => {
      throw grpcError(3);
    };
    const connection = connectionWith({}, { countWorkflowExecutions: refuse });
    expect(await searchAttributesReady(connection, 'desk', 1)).toBe(false);
  });
});
