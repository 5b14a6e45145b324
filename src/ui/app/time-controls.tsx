/** Pause and play, speed, the clock, and the jumps ahead. */
import Button from '@cloudscape-design/components/button';
import { MenuButton } from '../kit/menu-button.tsx';
import { pause, play, setSpeed, step } from '../state/actions.ts';
import { clockText, dateText } from '../state/derive.ts';
import type { Stepping } from '../state/run-slice.ts';
import { useApp } from '../state/store.ts';
import { SPEEDS, STEPS } from './time-choices.ts';

export function TimeControls({ narrow }: { readonly narrow: boolean }) {
  return (
    <div className="hr-group" role="group" aria-label="Time">
      <PlayButton />
      <SpeedMenu />
      <Clock />
      <Steps narrow={narrow} />
    </div>
  );
}

function PlayButton() {
  const running = useApp((state) => state.frame?.running === true);
  const ready = useApp((state) => state.frame !== undefined);
  return (
    <Button
      ariaLabel={running ? 'Pause' : 'Play'}
      disabled={!ready}
      onClick={() => void (running ? pause() : play())}
      variant={running || !ready ? 'normal' : 'primary'}
      nativeButtonAttributes={{ title: running ? 'Pause (Space)' : 'Play (Space)' }}
    >
      <svg aria-hidden="true" className="hr-glyph" viewBox="0 0 12 12">
        <path d={running ? 'M2 1h3v10H2zM7 1h3v10H7z' : 'M2.5 1 11 6 2.5 11z'} />
      </svg>
    </Button>
  );
}

function SpeedMenu() {
  const speed = useApp((state) => state.frame?.speed ?? 1);
  const behind = useApp((state) => state.frame?.behind === true);
  return (
    <MenuButton
      ariaLabel={`Speed ${speed}×${behind ? ', more than this machine can keep' : ''}`}
      items={SPEEDS.map((choice) => ({
        id: String(choice),
        itemType: 'checkbox' as const,
        checked: choice === speed,
        text: choice === 1 ? '1× real time' : `${choice}×`,
      }))}
      onChoose={(id) => void setSpeed(Number(id))}
    >
      <span className="hr-number">
        {speed}×{behind && <span className="hr-warn"> behind</span>}
      </span>
    </MenuButton>
  );
}

function Clock() {
  const time = useApp((state) => (state.frame === undefined ? '--:--:--' : clockText(state.frame.nowMs)));
  const date = useApp((state) => (state.frame === undefined ? '' : dateText(state.frame.nowMs)));
  return (
    <time
      className="hr-clock"
      title={`${date} ${time} UTC, simulated`}
      dateTime={`${date}T${time}Z`}
      aria-label={`Simulated time ${date} ${time} UTC`}
    >
      {time}
    </time>
  );
}

function Steps({ narrow }: { readonly narrow: boolean }) {
  const stepping = useApp((state) => state.stepping);
  if (stepping !== undefined) return <StepProgress stepping={stepping} />;
  return narrow ? <StepMenu /> : <StepButtons />;
}

function StepProgress({ stepping }: { readonly stepping: Stepping }) {
  const { fromMs, untilMs, stop } = stepping;
  const doneShare = useApp(({ frame }) =>
    Math.min(1, Math.max(0, ((frame?.nowMs ?? fromMs) - fromMs) / (untilMs - fromMs))),
  );
  return (
    <>
      <progress
        className="hr-step-progress"
        aria-label={`Running ahead to ${clockText(untilMs)}`}
        value={doneShare}
      />
      <Button onClick={stop} ariaLabel="Stop running ahead">
        Stop
      </Button>
    </>
  );
}

function StepButtons() {
  return STEPS.map(({ label, ms, name }) => (
    <Button
      key={label}
      ariaLabel={`Ahead ${name}`}
      onClick={() => void step(ms)}
      nativeButtonAttributes={{ title: `Run the clock ${name} ahead` }}
    >
      {label}
    </Button>
  ));
}

function StepMenu() {
  return (
    <MenuButton
      ariaLabel="Run the clock ahead"
      items={STEPS.map(({ label, name }) => ({ id: label, text: `${label}  ${name}` }))}
      onChoose={(id) => {
        const chosen = STEPS.find(({ label }) => label === id);
        if (chosen !== undefined) void step(chosen.ms);
      }}
    >
      Step
    </MenuButton>
  );
}
