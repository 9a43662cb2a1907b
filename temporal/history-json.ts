/**
 * A history as Temporal's own tools write it (proto3 JSON). The SDK's `historyToJSON` fails where npm
 * has installed protobufjs more than once, as it does here: the types come from one copy and the
 * function from another. This takes the function from the copy that the types come from.
 */
import { createRequire } from 'node:module';
import * as proto from '@temporalio/proto';
import { patchProtobufRoot } from '@temporalio/proto/lib/patch-protobuf-root';

export type History = proto.temporal.api.history.v1.IHistory;

/** What protobufjs has and the SDK's declarations leave out. */
interface ProtoJson {
  readonly toJson: (type: object, message: object) => unknown;
  readonly fromJson: (type: object, json: unknown) => History;
}
interface Root {
  lookupType(name: string): object;
}

const besideTypes = createRequire(require.resolve('@temporalio/proto'));
const { toJson, fromJson } = besideTypes('protobufjs/ext/protojson') as ProtoJson;
const root: unknown = patchProtobufRoot(proto);
const historyType = (root as Root).lookupType('temporal.api.history.v1.History');

/** The reverse of `historyToJson`. Throws where the value is no history. */
export function historyFromJson(json: unknown): History {
  return fromJson(historyType, json);
}

/** `{events: […]}`; readable by Temporal's Web UI, its CLI and the SDK's replay. */
export function historyToJson(history: History): unknown {
  return toJson(historyType, proto.temporal.api.history.v1.History.fromObject(history));
}
