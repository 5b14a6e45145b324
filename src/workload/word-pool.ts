/** Text of a wanted length, cut from a pool of words made once. */
import type { Draws } from './draws.ts';

const WORDS = (
  'amber anchor apple arrow autumn basket beacon birch blanket bottle bridge bright butter button candle canvas ' +
  'carbon castle cedar chalk cherry circle clever cloud clover cobalt copper coral cotton crystal dawn delta desert ' +
  'drift eagle early ember engine fabric falcon feather fern fiber field flint forest fossil garden gentle ginger ' +
  'glass golden granite green harbor hazel hollow honey indigo island ivory jade juniper kettle lantern laurel ' +
  'lemon linen little lotus maple marble meadow mellow metal mirror misty morning mossy narrow nectar nickel north ' +
  'olive onyx opal orchid oxide paper pebble pepper petal pine planet pocket polar quartz quiet rapid raven ribbon ' +
  'river robin rocket saffron sailor sandy shadow silver simple slate spring stable steel stone summer sunny thistle ' +
  'timber velvet violet walnut water willow window winter wooden yellow zephyr'
).split(' ');

/** Beyond the wanted length, so that texts differ in where they start. */
const SPARE_CHARS = 4096;

/** Gives words, `bytes` long but for the blank that a cut may leave at the end. ASCII, so bytes are characters. */
export function createTextMaker(bytes: number): (draws: Draws) => string {
  const length = Math.max(1, Math.floor(bytes));
  const starts: number[] = [];
  const words: string[] = [];
  let poolChars = 0;
  for (let number = 0; poolChars < length + SPARE_CHARS; number += 1) {
    const word = WORDS[(number * 31 + Math.floor(number / WORDS.length)) % WORDS.length] ?? '';
    if (poolChars < SPARE_CHARS) starts.push(poolChars);
    words.push(word);
    poolChars += word.length + 1;
  }
  const pool = words.join(' ');
  return (draws) => {
    const from = starts[draws.int(starts.length)] ?? 0;
    return pool.slice(from, from + length).trimEnd();
  };
}
