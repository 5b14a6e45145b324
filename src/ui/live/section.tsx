/** One part of the live column: a title with a remark that opens and closes what is under it. */
import type { ReactNode } from 'react';
import { useSectionOpen } from './open-sections.ts';

export interface SectionProps {
  /** Remembers the section in this browser. */
  readonly name: string;
  readonly title: string;
  readonly remark?: ReactNode;
  readonly isOpenByDefault: boolean;
  /** Stands at the right end of the title line, outside the button. */
  readonly aside?: ReactNode;
  readonly className?: string;
  readonly children: ReactNode;
}

export function Section(props: SectionProps): ReactNode {
  const { name, title, remark, isOpenByDefault, aside, className, children } = props;
  const [isOpen, setOpen] = useSectionOpen(name, isOpenByDefault);
  const bodyId = `live-${name}`;
  return (
    <section className={`live-section${className === undefined ? '' : ` ${className}`}`} aria-label={title}>
      <div className="live-section-head">
        <h3>
          <button
            type="button"
            className="live-section-toggle"
            aria-expanded={isOpen}
            aria-controls={bodyId}
            onClick={() => setOpen(!isOpen)}
          >
            <span className="live-chevron" aria-hidden="true" />
            {title}
          </button>
        </h3>
        {remark === undefined ? null : <small>{remark}</small>}
        {aside === undefined || !isOpen ? null : <div className="live-section-aside">{aside}</div>}
      </div>
      <div id={bodyId} className="live-section-body" hidden={!isOpen}>
        {isOpen ? children : null}
      </div>
    </section>
  );
}
