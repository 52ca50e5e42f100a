import { boxMean } from '../../../src-shared/imaging/box-mean.ts';
import type { PlaneF, RgbImage } from '../../../src-shared/imaging/image.ts';
import { leaningByColour } from './colour-field.ts';
import { colourOdds } from './colour-odds.ts';
import { clamp, logOdds, mapPlane } from './odds.ts';
import { madeUp } from './parts.ts';
import { windowMost } from './window-most.ts';

/** Puts the networks' answers together, as log-odds of "subject": above 0 is subject. */

/** One outline network's answer speaks at most this loud. */
const LOUDEST_OUTLINE = 4;
/** Of animals and things they know less than of people: one that is sure of a fault must not drown the others. */
const MODEST_OUTLINE = 2;
const LOUDEST_CLASS = 9;
/** Outline networks draw a little outside of the line. */
const FAT = 0.3;
/** Outside of the crop, what the second look cannot see was at most this likely. */
const UNSEEN = 0.2;

/**
 * What the outline networks say together: the mean of their log-odds.
 *
 * @param whole the answer for the whole photo
 * @param others answers for it or for a part of it; NaN where one did not look
 */
export function outlineVote(
  whole: PlaneF,
  others: readonly PlaneF[],
  manner: 'loud' | 'modest' = 'loud',
): PlaneF {
  const most = manner === 'loud' ? LOUDEST_OUTLINE : MODEST_OUTLINE;
  const voice = (probability: number) => clamp(logOdds(probability), most);
  return mapPlane(whole, (first, i) => {
    const unseen = Math.min(first, UNSEEN);
    const sum = others.reduce((all, { data }) => all + voice(Number.isNaN(data[i]) ? unseen : data[i]), 0);
    return (voice(first) + sum) / (others.length + 1);
  });
}

/** The class's log-odds: the mean of all looks that reach a pixel. @param others NaN where one did not look */
export const classVote = (whole: PlaneF, others: readonly PlaneF[]): PlaneF =>
  mapPlane(whole, (score, i) => {
    let sum = logOdds(score);
    let looks = 1;
    for (const { data } of others) {
      if (Number.isNaN(data[i])) continue;
      sum += logOdds(data[i]);
      looks++;
    }
    return sum / looks;
  });

export interface Evidence {
  /** The photo on the grid. */
  readonly photo: RgbImage;
  /** Log-odds from the outline networks. */
  readonly outline: PlaneF;
  /** Log-odds from the class's network. */
  readonly named: PlaneF;
  /** 1 on others of the same class that are not meant. */
  readonly strange: Uint8Array;
}

export const outlineAlone = (outline: PlaneF): PlaneF => mapPlane(outline, odds => odds - FAT);

/**
 * Outline networks draw people best, and lose a body part now and then: where their doubt is thick, or the class's
 * network is very sure, it has the word; a thin doubt is an outline and stays theirs. What then is in doubt leans the
 * way of what is near and of its colour.
 */
export function fusePerson(evidence: Evidence): PlaneF {
  const { outline, named, strange } = evidence;
  const sure = windowMost(mapPlane(outline, Math.abs), OUTLINE_WIDTH);
  const heard = classVoice(evidence, 1);
  const odds = mapPlane(outline, (vote, i) => {
    const doubt = 1 - sure.data[i] / LOUDEST_OUTLINE;
    return vote - FAT + heard.data[i] * doubt + (strange[i] ? 0 : beyondDoubt(named.data[i]));
  });
  const settled = settleDisputes(odds, heard, evidence, 0.5);
  return withoutMadeUp(leaningByColour(evidence.photo, settled), evidence);
}

/** Half the width of a doubt that is only an outline, in pixels of the grid. */
const OUTLINE_WIDTH = 4;
/** Odds that are no more than an opinion. */
const OPINION = 3;

const beyondDoubt = (odds: number): number =>
  clamp(Math.sign(odds) * Math.max(0, Math.abs(odds) - OPINION), LOUDEST_CLASS);

/** Outline networks miss fur of two colours; the class's network does not. */
export function fuseThing(evidence: Evidence): PlaneF {
  const heard = classVoice(evidence, 1.5);
  const odds = mapPlane(evidence.outline, (vote, i) => vote - FAT + heard.data[i]);
  return withoutMadeUp(settleDisputes(odds, heard, evidence, 2), evidence);
}

const classVoice = ({ named, strange }: Evidence, weight: number): PlaneF =>
  mapPlane(named, (odds, i) => (strange[i] ? -LOUDEST_OUTLINE / 2 : clamp(weight * odds, LOUDEST_CLASS)));

/** Radius of the window in which colours vote, in pixels of the grid. */
const COLOUR_RADIUS = 12;
/** Odds beyond which both sides agree, so that their colours can be learnt from. */
const AGREED = 1;

/** Where outline and class disagree, the colours of what they agree on decide, a neighbourhood at a time. */
function settleDisputes(odds: PlaneF, heard: PlaneF, evidence: Evidence, weight: number): PlaneF {
  const { photo, outline, named, strange } = evidence;
  const colours = colourOdds(
    photo,
    i => outline.data[i] > AGREED && named.data[i] > AGREED && !strange[i],
    i => outline.data[i] < -AGREED && named.data[i] < -AGREED,
  );
  if (!colours) return odds;
  const disputed = mapPlane(outline, (vote, i) => Number(vote > 0 !== heard.data[i] > 0));
  const said = mapPlane(colours, (colour, i) => colour * disputed.data[i]);
  const mean = (plane: PlaneF) => boxMean({ ...plane, channels: 1 }, COLOUR_RADIUS);
  const [sum, share] = [mean(said), mean(disputed)];
  return mapPlane(odds, (value, i) =>
    disputed.data[i] ? value + (weight * sum[i]) / Math.max(1e-3, share[i]) : value,
  );
}

/** A part on which outline and class agree nowhere is no subject. */
function withoutMadeUp(odds: PlaneF, { outline, named, strange }: Evidence): PlaneF {
  const none = madeUp(odds, i => outline.data[i] > 0 && named.data[i] > 0 && !strange[i]);
  return mapPlane(odds, (value, i) => (none[i] ? -LOUDEST_OUTLINE : value));
}
