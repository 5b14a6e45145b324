/** Reads a host's frames for a test and keeps what they told. */
import type { Frame, HostApi, LogLine, Sample } from '../api.ts';

export interface Watcher {
  readonly frames: readonly Frame[];
  readonly samples: readonly Sample[];
  readonly log: readonly LogLine[];
  last(): Frame;
  stop(): Promise<void>;
}

export function watch(host: HostApi): Watcher {
  const frames: Frame[] = [];
  const samples: Sample[] = [];
  const log: LogLine[] = [];
  const iterator = host.frames()[Symbol.asyncIterator]();
  const read = async (): Promise<void> => {
    for (let result = await iterator.next(); result.done !== true; result = await iterator.next()) {
      frames.push(result.value);
      samples.push(...result.value.samples);
      log.push(...result.value.log);
    }
  };
  const ended = read();
  return {
    frames,
    samples,
    log,
    last() {
      const frame = frames[frames.length - 1];
      if (frame === undefined) throw new Error('No frame yet.');
      return frame;
    },
    async stop() {
      await iterator.return?.();
      await ended;
    },
  };
}
