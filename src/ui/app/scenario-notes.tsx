/** The scenario's own words beside its tables. */
import { useApp } from '../state/store.ts';

export function ScenarioNotes() {
  const notes = useApp((state) => state.label?.notes ?? '');
  if (notes === '') return undefined;
  return (
    <section className="hr-notes" aria-labelledby="hr-notes-title">
      <h2 className="hr-nav-title" id="hr-notes-title">
        This scenario
      </h2>
      {notes.split(/\n\s*\n/).map((paragraph) => (
        <p key={paragraph}>
          {paragraph.split('\n').flatMap((line, at) => (at === 0 ? [line] : [<br key={line} />, line]))}
        </p>
      ))}
    </section>
  );
}
