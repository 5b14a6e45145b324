/** Panels side by side or one above the other, whose sizes the user drags and the browser remembers. */
import type { ReactNode } from 'react';
import { Group, Panel, Separator, useDefaultLayout } from 'react-resizable-panels';
import { readSavedText, writeSavedText } from '../state/saved.ts';
import './panels.css';

export interface PanelSpec {
  readonly id: string;
  readonly content: ReactNode;
  /** Pixels as a number, or a percentage; the panel without one takes the rest. */
  readonly defaultSize?: number | string;
  readonly minSize: number;
  /** Keeps its pixels when the window changes. */
  readonly fixed?: boolean;
}

export interface PanelsProps {
  /** Names the remembered sizes. */
  readonly id: string;
  readonly orientation: 'horizontal' | 'vertical';
  readonly panels: readonly PanelSpec[];
}

const STORAGE = {
  getItem: (name: string): string | null => readSavedText(`layout.${name}`) ?? null,
  setItem: (name: string, text: string): void => {
    writeSavedText(`layout.${name}`, text);
  },
};

export function Panels({ id, orientation, panels }: PanelsProps) {
  const layout = useDefaultLayout({
    id,
    panelIds: panels.map((panel) => panel.id),
    storage: STORAGE,
    onlySaveAfterUserInteractions: true,
  });
  return (
    <Group id={id} orientation={orientation} className="hr-panels" {...layout}>
      {panels.flatMap((panel, at) => [
        ...(at === 0
          ? []
          : [<Separator key={`${panel.id}-edge`} className="hr-edge" aria-label={`Resize ${panel.id}`} />]),
        <Panel
          key={panel.id}
          id={panel.id}
          className="hr-panel"
          minSize={panel.minSize}
          groupResizeBehavior={panel.fixed === true ? 'preserve-pixel-size' : 'preserve-relative-size'}
          {...(panel.defaultSize !== undefined && { defaultSize: panel.defaultSize })}
        >
          {panel.content}
        </Panel>,
      ])}
    </Group>
  );
}
