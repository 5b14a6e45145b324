/** A host on the real engine, with real time in a test's hand. */
import { createMemoryPersistence } from '../../persistence/memory.ts';
import type { Persistence } from '../../persistence/port.ts';
import type { Setup } from '../../workload/setup.ts';
import type { ExecuteReply } from '../api.ts';
import { createHost, type Host } from '../host.ts';
import { RealTime } from './real-time.ts';
import { LABEL, SETUP } from './setups.ts';

/** Hosts of one test, which share its real time. */
export class Stage {
  readonly time = new RealTime();

  start(persistence: Persistence = createMemoryPersistence()): Host {
    const { nowRealMs, schedule } = this.time;
    return createHost({ persistence, engineVersion: 'test', nowRealMs, schedule });
  }

  async open(setup: Setup = SETUP, persistence?: Persistence): Promise<Host> {
    const host = this.start(persistence);
    await this.time.during(host.open(setup, LABEL));
    return host;
  }

  /** A call and its answer; real time passes meanwhile. */
  async call(host: Host, operation: string, input: object): Promise<ExecuteReply> {
    return await this.time.during(host.execute({ operation, body: JSON.stringify(input) }));
  }

  /** All items of Orders as JSON texts, in the texts' order. */
  async itemsOf(host: Host): Promise<string[]> {
    const items: string[] = [];
    let from: object = {};
    for (;;) {
      const { body } = await this.call(host, 'Scan', { TableName: 'Orders', ...from });
      const page: { Items: unknown[]; LastEvaluatedKey?: object } = JSON.parse(body);
      items.push(...page.Items.map((item) => JSON.stringify(item)));
      if (page.LastEvaluatedKey === undefined) return items.sort();
      from = { ExclusiveStartKey: page.LastEvaluatedKey };
    }
  }

  async paced(host: Host, speed: number, realMs: number): Promise<void> {
    await host.setSpeed(speed);
    await host.play();
    await this.time.pass(realMs);
    await this.time.during(host.pause());
  }
}
