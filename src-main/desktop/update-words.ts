import type { Locale } from './menu-words.ts';
import type { Question } from './updates.ts';

interface UpdateWords {
  readonly offer: (version: string) => Question;
  readonly ready: Question;
  readonly none: { readonly message: string; readonly detail: string };
  readonly failed: { readonly message: string; readonly detail: (reason: string) => string };
}

export const updateWords: Readonly<Record<Locale, UpdateWords>> = {
  en: {
    offer: version => ({
      message: `Version ${version} is available.`,
      detail: 'It is fetched only if you say so, and installed only when you restart.',
      yes: 'Fetch It',
      no: 'Not Now',
    }),
    ready: {
      message: 'The new version is ready.',
      detail: 'Edits under way are kept, and offered again after the restart.',
      yes: 'Restart',
      no: 'Later',
    },
    none: { message: 'You have the newest version.', detail: '' },
    failed: {
      message: 'It could not be found out whether there is a newer version.',
      detail: reason => `${reason} Check your connection, and try again.`,
    },
  },
  ko: {
    offer: version => ({
      message: `새 버전 ${version}을(를) 사용할 수 있습니다.`,
      detail: '원할 때만 내려받고, 다시 시작할 때만 설치합니다.',
      yes: '내려받기',
      no: '나중에',
    }),
    ready: {
      message: '새 버전이 준비되었습니다.',
      detail: '편집 중인 내용은 보관되며, 다시 시작한 뒤 이어서 편집할 수 있습니다.',
      yes: '다시 시작',
      no: '나중에',
    },
    none: { message: '최신 버전을 사용하고 있습니다.', detail: '' },
    failed: {
      message: '새 버전이 있는지 확인하지 못했습니다.',
      detail: reason => `${reason} 인터넷 연결을 확인하고 다시 시도하세요.`,
    },
  },
};
