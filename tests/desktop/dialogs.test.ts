import { describe, expect, it } from 'vitest';
import { openFilters, openOptions, saveFilters } from '../../src-main/desktop/dialogs.ts';
import { readableFormats } from '../../src-main/photo/signature.ts';

describe('openFilters', () => {
  it.each(readableFormats)('offers %s photos', format => {
    expect(openFilters('photo', 'en')[0]?.extensions).toContain(format);
  });

  it.each(['net.tflite', 'net.onnx', 'net.pb', 'net.tar.gz', 'net.tgz', 'model.json'])('offers %s', file => {
    expect(openFilters('model', 'en')[0]?.extensions).toContain(file.split('.').at(-1));
  });

  it('offers edits as JSON alone', () => {
    expect(openFilters('edit', 'en')).toEqual([{ name: 'Edits', extensions: ['json'] }]);
  });

  it('is named in Korean', () => {
    expect(openFilters('backdrop', 'ko').map(({ name }) => name)).toEqual(['사진', '모든 파일']);
  });
});

describe('openOptions', () => {
  it('lets several be chosen only where several are wanted', () => {
    expect(openOptions('photo', true, 'en').properties).toContain('multiSelections');
    expect(openOptions('photo', false, 'en').properties).toEqual(['openFile']);
  });
});

describe('saveFilters', () => {
  it('offers the file’s own format, under every ending that it has', () => {
    expect(saveFilters('/photos/cat.jpg', 'en')).toEqual([{ name: 'JPG', extensions: ['jpg', 'jpeg'] }]);
    expect(saveFilters('cat.PNG', 'en')).toEqual([{ name: 'PNG', extensions: ['png'] }]);
  });

  it('offers nothing for a name without an ending', () => {
    expect(saveFilters('cat', 'en')).toEqual([]);
  });
});
