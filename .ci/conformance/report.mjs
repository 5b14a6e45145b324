/** The text of docs/conformance.md. */

/** As published: the suite's README of May 2026; the last line as measured here with the release named. */
const PEERS = [
  ['DynamoDB itself', 601],
  ['LocalStack', 535],
  ['DynamoDB Local', 530],
  ['Dynalite', 469],
  ['Ministack', 364],
  ['Floci', 353],
  ['Dynoxide 1.2.1, measured in November 2026', 589],
];

export function writeReport({ date, suite, dynalite, differential }) {
  const parts = [INTRODUCTION(date)];
  if (suite) parts.push(suiteText(suite));
  if (dynalite) parts.push(dynaliteText(dynalite));
  parts.push(differential ? differentialText(differential) : NO_DIFFERENTIAL);
  return `${parts.join('\n\n')}\n`;
}

const INTRODUCTION = (date) => `# Conformance

Written by \`node .ci/conformance.mjs\` on ${date}; not by hand. Hashrange speaks as DynamoDB in eu-west-2 does in October 2026. AWS is moving its validation from one layer to another, region by region and operation by operation, so that recordings of other times and places differ in wording; where a case below fails, the answer given instead is the newer one, with the date at which it was recorded. The dated recordings are those of [paritysuite/dynamodb-conformance](https://github.com/paritysuite/dynamodb-conformance), the public suite's successor, unless another source is named.`;

function suiteText({ commit, total, passed, areas, explained, unexplained }) {
  const byReason = new Map();
  for (const { file, title, reason } of explained) {
    byReason.set(reason, [...(byReason.get(reason) ?? []), `\`${file}\`: ${title}`]);
  }
  return [
    '## The public suite',
    `[nubo-db/dynamodb-conformance](https://github.com/nubo-db/dynamodb-conformance), ${commit}: **${passed} of ${total}** cases pass. Every case was recorded against AWS by May 2026.`,
    table(
      ['area', 'passed', 'of'],
      areas.map(([area, { passed: good, total: all }]) => [area, good, all]),
    ),
    'Beside the published figures of others, out of 601:',
    table(['', 'passed'], PEERS),
    `### The ${total - passed} that fail`,
    ...[...byReason].map(([reason, cases]) => `${reason}\n\n${cases.map((one) => `- ${one}`).join('\n')}`),
    ...unexplainedText(unexplained),
  ].join('\n\n');
}

function dynaliteText({ commit, total, passed, areas, groups, unexplained }) {
  return [
    '## Dynalite’s own suite',
    `[architect/dynalite](https://github.com/architect/dynalite), ${commit}: **${passed} of ${total}** tests pass. It records the service of 2013 to 2023; many of its tests hold a dozen assertions and go on after one has failed, so that a difference is counted more than once.`,
    table(
      ['file', 'passed', 'of'],
      areas.map(([area, { passed: good, total: all }]) => [area, good, all]),
    ),
    '### What the others assert',
    table(
      ['tests', 'what is answered instead, and since when'],
      groups.map(([reason, count]) => [count, reason]),
    ),
    ...unexplainedText(unexplained),
  ].join('\n\n');
}

function differentialText({ requests, succeeded, seed, judged, unjudged }) {
  const differences = judged.reduce((sum, { count }) => sum + count, 0) + unjudged;
  return [
    '## Beside Dynoxide, at random',
    `\`npm run bench -- differential\` asks the engine and Dynoxide the same random well-formed requests, expressions and all: ${requests} of them from seed ${seed}, of which ${succeeded} succeed here. ${differences} answers differ, nearly all of them in the words of a refusal:`,
    table(
      ['answers', 'which side is right'],
      judged.map(({ judgement, count }) => [count, judgement]),
    ),
    unjudged === 0 ? 'None is left unjudged.' : `**${unjudged} are not judged yet.**`,
  ].join('\n\n');
}

const NO_DIFFERENTIAL =
  '## Beside Dynoxide, at random\n\nSkipped: Dynoxide is not installed where this was written.';

function unexplainedText(unexplained) {
  if (unexplained.length === 0) return [];
  const lines = unexplained.map(({ file, title }) => `- \`${file}\`: ${title}`);
  return [`**Without a known reason:**\n\n${lines.join('\n')}`];
}

function table(head, rows) {
  const line = (cells) => `| ${cells.map((cell) => String(cell).replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
