/** How a request was carried out: what was asked, walked, filtered and returned, and whether there was a better way. */
import type { Plan } from '../../model/command.ts';
import { formatWhole } from '../kit/digits.ts';

const ACCESS: Readonly<Record<Plan['access'], string>> = {
  key: 'One item by its whole key',
  query: 'Query: one partition key, its sort keys in order',
  scan: 'Scan: every item of the table or index',
  batch: 'Several items, each by its whole key',
  control: 'Control plane: no items',
  search: 'Search: the nearest vectors of the index',
};

export function PlanView({ plan }: { readonly plan: Plan | undefined }) {
  if (plan === undefined) return <p className="hr-empty">This answer came without a plan.</p>;
  return (
    <div className="hr-plan">
      <dl>
        <Fact name="Access" value={ACCESS[plan.access]} />
        {plan.table !== undefined && <Fact name="Table" value={plan.table} />}
        {plan.index !== undefined && <Fact name="Index" value={plan.index} />}
        {plan.partitions.length > 0 && (
          <Fact
            name={plan.partitions.length === 1 ? 'Partition asked' : 'Partitions asked'}
            value={plan.partitions.join(', ')}
          />
        )}
        {plan.access !== 'control' && <Funnel plan={plan} />}
      </dl>
      {plan.remark !== undefined && <p className="hr-remark">{plan.remark}</p>}
    </div>
  );
}

/** Walked, filtered out, returned: bars on one scale. */
function Funnel({ plan }: { readonly plan: Plan }) {
  const most = Math.max(1, plan.itemsWalked, plan.itemsReturned);
  const rows = [
    ['Items walked', plan.itemsWalked],
    ['Filtered out', plan.itemsFiltered],
    ['Returned', plan.itemsReturned],
  ] as const;
  return rows.map(([name, count]) => (
    <Fact key={name} name={name} value={formatWhole(count)} share={count / most} />
  ));
}

interface FactProps {
  readonly name: string;
  readonly value: string;
  /** 0 … 1 draws a bar. */
  readonly share?: number;
}

function Fact({ name, value, share }: FactProps) {
  return (
    <div>
      <dt>{name}</dt>
      <dd className="hr-number">
        {value}
        {share !== undefined && (
          <span className="hr-bar" aria-hidden="true">
            <span style={{ width: `${share * 100}%` }} />
          </span>
        )}
      </dd>
    </div>
  );
}
