import { z } from 'zod';
import { PortraitError } from '../contract/errors.ts';

/** What stays sharp: named classes, anything that stands out, or what a photographer would keep. */

/**
 * The classes of the PASCAL Visual Object Classes challenge, in its order; a network's channel is the place here
 * plus one, because channel 0 is the background. Everingham, Van Gool, Williams, Winn, Zisserman: The PASCAL Visual
 * Object Classes (VOC) Challenge, IJCV 88 (2010), table 1.
 */
export const subjectClasses = [
  'aeroplane',
  'bicycle',
  'bird',
  'boat',
  'bottle',
  'bus',
  'car',
  'cat',
  'chair',
  'cow',
  'diningtable',
  'dog',
  'horse',
  'motorbike',
  'person',
  'pottedplant',
  'sheep',
  'sofa',
  'train',
  'tvmonitor',
] as const;
export type SubjectClass = (typeof subjectClasses)[number];

/** In the order of `subjectClasses`: what the command line also understands. */
export const koreanClasses: Readonly<Record<SubjectClass, string>> = {
  aeroplane: '비행기',
  bicycle: '자전거',
  bird: '새',
  boat: '배',
  bottle: '병',
  bus: '버스',
  car: '자동차',
  cat: '고양이',
  chair: '의자',
  cow: '소',
  diningtable: '식탁',
  dog: '개',
  horse: '말',
  motorbike: '오토바이',
  person: '사람',
  pottedplant: '화분',
  sheep: '양',
  sofa: '소파',
  train: '기차',
  tvmonitor: '모니터',
};

/**
 * `auto`: looks at what is in the photo and keeps what a photographer would. `any`: whatever stands out. Classes:
 * those, and nothing else.
 */
export const subjectSchema = z.union([
  z.enum(['auto', 'any']),
  z.array(z.enum(subjectClasses)).min(1).max(subjectClasses.length),
]);
export type Subject = z.infer<typeof subjectSchema>;

const words = new Map<string, 'auto' | 'any' | SubjectClass>([
  ['auto', 'auto'],
  ['자동', 'auto'],
  ['any', 'any'],
  ['아무거나', 'any'],
  ...subjectClasses.flatMap(name => [[name, name] as const, [koreanClasses[name], name] as const]),
]);

/**
 * Reads a subject as a person types it: `auto`, `any`, or names of classes with commas between, in English or Korean.
 *
 * @throws PortraitError usage, naming what there is
 */
export function parseSubject(text: string): Subject {
  const named = text.split(',').map(word => words.get(word.trim().toLowerCase().normalize('NFC')));
  const classes = named.filter(name => name !== 'auto' && name !== 'any');
  const [first] = named;
  if (named.length === 1 && (first === 'auto' || first === 'any')) return first;
  if (classes.length === named.length && classes.every(name => name !== undefined))
    return [...new Set(classes)];
  throw new PortraitError(
    'usage',
    `Expected auto, any or some of ${subjectClasses.join(', ')} for the subject but received "${text}".`,
  );
}
