import { expect, it } from 'vitest';
import { redact } from '../../src-main/log/redact.ts';

it.each([
  'There is no photo at "/home/maria/a b/photo.jpg"; check the name and the folder.',
  'The photo "holiday in rome.jpeg" is empty.',
  String.raw`C:\Users\Maria\holiday.png may not be written`,
  'ENOENT: no such file or directory, open /home/maria/rome/photo.jpg',
  'file:///home/maria/photo.tif was not read',
  String.raw`"C:\\Users\\Maria\\rome.jpg" may not be written`,
  "ENOENT: no such file or directory, open '/home/maria/rome'",
])('takes the names out of: %s', text => {
  expect(redact(text)).not.toMatch(/maria|rome|holiday|photo\.|users/i);
});

it('leaves a sentence as it is that names nothing', () => {
  const text =
    'The compute process was killed (SIGKILL), by someone or for want of memory. Nothing was lost: try again.';
  expect(redact(text)).toBe(text);
});

it('tells two files apart, and one file again', () => {
  const [first, again, other] = ['/a/x.jpg', '/a/x.jpg', '/a/y.jpg'].map(redact);
  expect(first).toBe(again);
  expect(first).not.toBe(other);
});

it('says where in the program something went wrong, and not where the program lies', () => {
  const frame = '    at readHead (file:///home/maria/portrait/src-main/photo/source-file.ts:51:9)';
  expect(redact(frame)).toBe('    at readHead (src-main/photo/source-file.ts:51:9)');
});

it('cuts what is very long', () => {
  expect(redact('word '.repeat(10_000)).length).toBeLessThan(3000);
});
