/** The scenario's name, and behind it the gallery, files, and the run before this one. */
import { useLate } from '../kit/first-screen.ts';
import { MenuButton } from '../kit/menu-button.tsx';
import { useApp } from '../state/store.ts';

const loadChoices = () => import('./scenario-choices.ts');

export function ScenarioMenu() {
  const name = useApp((state) => state.label?.name ?? 'Scenario');
  const { value: choices, hurry } = useLate(loadChoices);
  return (
    <MenuButton
      ariaLabel={`Scenario: ${name}`}
      items={choices?.scenarioChoices()}
      onChoose={(id) => choices?.choose(id)}
      onHurry={hurry}
    >
      <span className="hr-cut hr-scenario-name">{name}</span>
    </MenuButton>
  );
}
