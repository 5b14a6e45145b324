/** The share link: there and back, damaged, too long, and made to harm. */
import { deflateSync, strToU8 } from 'fflate';
import { describe, expect, it } from 'vitest';
import { hash32 } from '../base/hash.ts';
import { FIRST_TABLE } from './gallery/first-table.ts';
import { GALLERY } from './gallery/gallery.ts';
import { linkToScenario, MAX_LINK_CHARS, scenarioToLink } from './link.ts';
import type { Scenario } from './scenario.ts';

function linkOf(scenario: Scenario): string {
  const link = scenarioToLink(scenario);
  if (!link.ok) throw new Error(link.reason);
  return link.fragment;
}

/** A link with a checksum that fits, around any bytes. */
function forged(bytes: Uint8Array): string {
  const data = Buffer.from(bytes).toString('base64url');
  return `#s=v1.${hash32(data).toString(36)}.${data}`;
}

function reasonOf(fragment: string): string | undefined {
  const result = linkToScenario(fragment);
  return result?.ok === false ? result.reason : undefined;
}

describe('a share link', () => {
  it('brings every scenario of the gallery back as it was, within a short URL', () => {
    for (const { scenario } of GALLERY) {
      const link = linkOf(scenario);
      expect(linkToScenario(link)).toEqual({ ok: true, scenario });
      expect(link).toMatch(/^#s=v1\.[0-9a-z]+\.[A-Za-z0-9_-]+$/);
      expect(link.length).toBeLessThan(3000);
    }
  });

  it('carries text of every script', () => {
    const scenario = { ...FIRST_TABLE, notes: 'Schlüssel · 鍵 · 🔑' };
    expect(linkToScenario(linkOf(scenario))).toEqual({ ok: true, scenario });
  });

  it('is none where there is none', () => {
    expect(linkToScenario('')).toBeUndefined();
    expect(linkToScenario('#lesson-3')).toBeUndefined();
  });

  it('is refused when any letter of it is lost or changed', () => {
    const link = linkOf(FIRST_TABLE);
    expect(reasonOf(link.slice(0, -1))).toContain('damaged');
    for (let at = 6; at < link.length; at += 97) {
      const letter = link[at] === 'x' ? 'y' : 'x';
      expect(reasonOf(link.slice(0, at) + letter + link.slice(at + 1))).toContain('damaged');
      expect(reasonOf(link.slice(0, at) + link.slice(at + 1))).toContain('damaged');
    }
    expect(reasonOf('#s=v1.')).toContain('damaged');
    expect(reasonOf(`${link}&utm=1`)).toContain('damaged');
  });

  it('is refused when it was packed by a newer version', () => {
    expect(reasonOf('#s=v2.abc.def')).toBe('The link was made by a newer version of this page.');
  });

  it('is refused when it holds something else', () => {
    expect(reasonOf(forged(deflateSync(strToU8('{"version":1}'))))).toBe('name is not text.');
    expect(reasonOf(forged(deflateSync(strToU8('hello'))))).toMatch(/^This is not JSON/);
    expect(reasonOf(forged(new Uint8Array([255, 255, 255, 255])))).toContain('cannot be unpacked');
    expect(reasonOf(forged(deflateSync(strToU8(JSON.stringify(FIRST_TABLE))).subarray(0, 200)))).toContain(
      'cannot be unpacked',
    );
  });

  it('is refused when a few bytes would unpack to very many', () => {
    const bomb = deflateSync(new Uint8Array(45_000_000));
    const link = forged(bomb);
    expect(link.length).toBeLessThan(MAX_LINK_CHARS);
    expect(reasonOf(link)).toBe('The link unpacks to more than 24 MB and was not opened.');
  });

  it('is not made, and not opened, when it is too long', () => {
    let state = 1;
    const noise = Array.from({ length: 90_000 }, () => {
      state = (state * 48_271) % 2_147_483_647;
      return String.fromCharCode(33 + (state % 90));
    });
    const made = scenarioToLink({ ...FIRST_TABLE, console: { api: noise.join(''), partiql: '' } });
    expect(made).toMatchObject({ ok: false, reason: expect.stringContaining('Save a file instead') });
    expect(reasonOf(`#s=v1.1.${'a'.repeat(MAX_LINK_CHARS)}`)).toContain('is longer than');
  });
});
