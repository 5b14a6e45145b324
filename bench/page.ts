/** The page in a real Chromium: frames under 10,000 simulated requests a second beside an idle page, and the first screen's cost. */
import { chromium, type Browser, type CDPSession, type Page } from '@playwright/test';
import { build, preview } from 'vite';
import { chromiumPath } from '../.ci/browser.mjs';
import { LIFELIKE } from '../src/model/physics.ts';
import { scenarioToLink } from '../src/scenarios/link.ts';
import { SCENARIO_VERSION, type Scenario } from '../src/scenarios/scenario.ts';

const PORT = 4312;
const REQUESTS_PER_S = 10_000;
const WARM_UP_MS = 8000;
const MEASURED_MS = 15_000;
const CPU_THROTTLING = 4;
const VISITS = 5;
const LOOK_INTERVAL_MS = 20;
const MAX_LOOKS = 3000;
const address = `http://127.0.0.1:${PORT}/`;

const KEYS = { kind: 'zipf', keys: 2000, exponent: 0.9 } as const;
const RETRY = { attempts: 4, baseMs: 25 } as const;

/** Half writes, half reads, over a table with an index and a stream that can take it. */
const BUSY: Scenario = {
  version: SCENARIO_VERSION,
  name: 'Busy',
  notes: '',
  console: { api: '', partiql: '' },
  setup: {
    seed: 1,
    startMs: Date.UTC(2026, 0, 1),
    speed: 1,
    physics: LIFELIKE,
    tables: [
      {
        create: {
          TableName: 'Busy',
          AttributeDefinitions: [
            { AttributeName: 'id', AttributeType: 'S' },
            { AttributeName: 'kind', AttributeType: 'S' },
          ],
          KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
          GlobalSecondaryIndexes: [
            {
              IndexName: 'by-kind',
              KeySchema: [{ AttributeName: 'kind', KeyType: 'HASH' }],
              Projection: { ProjectionType: 'KEYS_ONLY' },
              ProvisionedThroughput: { ReadCapacityUnits: 1000, WriteCapacityUnits: 10_000 },
            },
          ],
          BillingMode: 'PROVISIONED',
          ProvisionedThroughput: { ReadCapacityUnits: 20_000, WriteCapacityUnits: 20_000 },
          StreamSpecification: { StreamEnabled: true, StreamViewType: 'KEYS_ONLY' },
        },
      },
    ],
    load: {
      rows: (['PutItem', 'GetItem'] as const).map((operation) => ({
        id: operation,
        enabled: true,
        operation,
        table: 'Busy',
        ratePerS: REQUESTS_PER_S / 2,
        keys: KEYS,
        attributes: {
          id: { from: 'key', prefix: 'item-', pad: 5 },
          ...(operation === 'PutItem'
            ? ({
                kind: { from: 'pick', values: Array.from({ length: 50 }, (_, number) => `kind-${number}`) },
                text: { from: 'text', bytes: 200 },
                at: { from: 'clock', unit: 'ms' },
              } as const)
            : {}),
        },
        retry: RETRY,
      })),
    },
    timeline: [],
  },
};

interface Frames {
  readonly perS: number;
  readonly p95Ms: number;
  readonly over33Share: number;
}

function measureFrames(page: Page, forMs: number): Promise<Frames> {
  return page.evaluate(
    (durationMs) =>
      new Promise<Frames>((resolve) => {
        const gaps: number[] = [];
        const begin = performance.now();
        let last = begin;
        const tick = (now: number) => {
          gaps.push(now - last);
          last = now;
          if (now - begin < durationMs) {
            requestAnimationFrame(tick);
            return;
          }
          const sorted = gaps.slice(1).sort((a, b) => a - b);
          resolve({
            perS: (sorted.length * 1000) / (now - begin),
            p95Ms: sorted[Math.floor(sorted.length * 0.95)] ?? 0,
            over33Share: sorted.filter((gap) => gap > 33.4).length / sorted.length,
          });
        };
        requestAnimationFrame(tick);
      }),
    forMs,
  );
}

function print(what: string, value: string, peer = '', ratio = ''): void {
  console.log(`${what.padEnd(56)} ${value.padStart(18)} ${peer.padStart(18)} ${ratio.padStart(8)}`);
}

async function underLoad(browser: Browser): Promise<void> {
  const link = scenarioToLink(BUSY);
  if (!link.ok) throw new Error(link.reason);
  const idle = await browser.newPage();
  const idleFrames = await measureFrames(idle, 3000);
  await idle.close();

  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.goto(`${address}${link.fragment}`);
  await page.getByText(/simulated requests\/s/).waitFor();
  await page.waitForTimeout(WARM_UP_MS);
  const frames = await measureFrames(page, MEASURED_MS);
  const footer = await page.getByText(/simulated requests\/s/).textContent();
  print('under load', 'Hashrange', 'blank page', 'ratio');
  print('load, as the page counts it', footer ?? '');
  print(
    'frames/s',
    frames.perS.toFixed(1),
    idleFrames.perS.toFixed(1),
    (frames.perS / idleFrames.perS).toFixed(2),
  );
  print(
    '95th percentile frame, ms',
    frames.p95Ms.toFixed(1),
    idleFrames.p95Ms.toFixed(1),
    (frames.p95Ms / idleFrames.p95Ms).toFixed(2),
  );
  print(
    'frames over 33 ms',
    `${(frames.over33Share * 100).toFixed(2)} %`,
    `${(idleFrames.over33Share * 100).toFixed(2)} %`,
  );
  await page.close();
}

interface FirstScreen {
  /** The frame with its controls and an editor that takes text is there. */
  readonly usableMs: number;
  /** The engine has answered: its clock and its tables are on the screen. */
  readonly aliveMs: number;
  readonly paintMs: number;
}

const IS_USABLE =
  "[...document.querySelectorAll('button')].some((button) => button.textContent === 'Share') && " +
  "document.querySelector('textarea, .monaco-editor') !== null";
const IS_ALIVE =
  "/^\\d\\d:/.test(document.querySelector('.hr-clock')?.textContent ?? '') && " +
  "document.querySelector('.hr-nav-list li') !== null";

/**
 * The main thread's tasks until the page says it is there, in CPU ms at a quarter of this machine's speed, for a new
 * visitor. Asked for over the protocol, since Playwright's own script in the page would be counted.
 */
async function firstScreen(browser: Browser): Promise<FirstScreen> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  // The thread's own clock: what other programs take of the machine meanwhile is not the page's work.
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  await session.send('Emulation.setCPUThrottlingRate', { rate: CPU_THROTTLING });
  const before = await metricOf(session, 'TaskDuration');
  await page.goto(address, { waitUntil: 'commit' });
  await until(session, IS_USABLE);
  const usableMs = (await metricOf(session, 'TaskDuration')) - before;
  await until(session, IS_ALIVE);
  const aliveMs = (await metricOf(session, 'TaskDuration')) - before;
  const painted = await evaluate(
    session,
    "performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0",
  );
  await context.close();
  return { usableMs, aliveMs, paintMs: Number(painted) };
}

async function metricOf(session: CDPSession, name: string): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics');
  return 1000 * (metrics.find((metric) => metric.name === name)?.value ?? 0);
}

async function evaluate(session: CDPSession, expression: string): Promise<unknown> {
  const { result } = await session.send('Runtime.evaluate', { expression, returnByValue: true });
  return result.value;
}

async function until(session: CDPSession, condition: string): Promise<void> {
  for (let look = 0; look < MAX_LOOKS; look++) {
    if ((await evaluate(session, condition)) === true) return;
    await new Promise((resolve) => setTimeout(resolve, LOOK_INTERVAL_MS));
  }
  throw new Error(`The page never came to: ${condition}`);
}

async function firstScreens(browser: Browser): Promise<void> {
  const visits: FirstScreen[] = [];
  for (let visit = 0; visit < VISITS; visit++) visits.push(await firstScreen(browser));
  const middle = (valueOf: (visit: FirstScreen) => number) =>
    visits
      .map(valueOf)
      .sort((a, b) => a - b)
      .at(Math.floor(VISITS / 2))
      ?.toFixed(0) ?? '';
  print(`first screen at ${CPU_THROTTLING}× CPU throttling, the middle of ${VISITS} visits`, 'ms');
  print(
    'main-thread work until usable',
    middle((visit) => visit.usableMs),
  );
  print(
    'main-thread work until the tables show',
    middle((visit) => visit.aliveMs),
  );
  print(
    'first contentful paint',
    middle((visit) => visit.paintMs),
  );
}

async function main(): Promise<void> {
  await build({ logLevel: 'warn' });
  const server = await preview({ preview: { port: PORT, host: '127.0.0.1', strictPort: true } });
  const executablePath = chromiumPath();
  const browser = await chromium.launch({
    ...(executablePath === undefined ? {} : { executablePath }),
    args: ['--no-sandbox'],
  });
  try {
    await firstScreens(browser);
    await underLoad(browser);
  } finally {
    await browser.close();
    await server.close();
  }
}

await main();
