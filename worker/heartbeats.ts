/** Keeps running attempts alive, so that those of a worker that died are noticed at once. */
import type { Context } from '@temporalio/activity';
import type { ActivityInterceptors } from '@temporalio/worker';

/** Beats in a time-out. */
const BEATS = 3;

/** Beats for every attempt whose activity has a heartbeat time-out; the SDK thins out the calls. */
export function heartbeats(context: Context): ActivityInterceptors {
  return {
    inbound: {
      async execute(input, next) {
        const { heartbeatTimeoutMs } = context.info;
        if (heartbeatTimeoutMs === undefined) return next(input);
        const beating = setInterval(() => context.heartbeat(), heartbeatTimeoutMs / BEATS);
        try {
          return await next(input);
        } finally {
          clearInterval(beating);
        }
      },
    },
  };
}
