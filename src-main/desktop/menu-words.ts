import type { Command, locales } from '../../src-shared/contract/editor/app.ts';

export type Locale = (typeof locales)[number];

type Heading = 'file' | 'edit' | 'view' | 'window' | 'help';
type Role =
  | ('cut' | 'copyText' | 'paste' | 'selectAll' | 'fullScreen' | 'minimize' | 'close' | 'quit')
  // macOS has these in the program's own menu.
  | ('services' | 'hide' | 'hideOthers' | 'unhide');

export interface MenuWords {
  readonly headings: Readonly<Record<Heading, string>>;
  readonly commands: Readonly<Record<Command, string>>;
  readonly roles: Readonly<Record<Role, string>>;
  readonly updates: { readonly look: string; readonly atStart: string };
  readonly recent: string;
  readonly noRecent: string;
}

const en: MenuWords = {
  headings: { file: 'File', edit: 'Edit', view: 'View', window: 'Window', help: 'Help' },
  commands: {
    open: 'Open Photo…',
    'close-photo': 'Close Photo',
    export: 'Export…',
    'export-again': 'Export Again',
    undo: 'Undo',
    redo: 'Redo',
    fit: 'Fit in Window',
    'actual-size': 'Actual Size',
    'zoom-in': 'Zoom In',
    'zoom-out': 'Zoom Out',
    'save-edit': 'Save Edit…',
    'open-edit': 'Open Edit…',
    copy: 'Copy Picture',
    shortcuts: 'Keyboard Shortcuts',
    'copy-diagnostics': 'Copy Diagnostics',
    about: 'About Portrait Studio',
  },
  roles: {
    cut: 'Cut',
    copyText: 'Copy',
    paste: 'Paste',
    selectAll: 'Select All',
    fullScreen: 'Full Screen',
    minimize: 'Minimize',
    close: 'Close Window',
    quit: 'Quit',
    services: 'Services',
    hide: 'Hide Portrait Studio',
    hideOthers: 'Hide Others',
    unhide: 'Show All',
  },
  updates: { look: 'Check for Updates…', atStart: 'Check When Starting' },
  recent: 'Open Recent',
  noRecent: 'No recent photos',
};

const ko: MenuWords = {
  headings: { file: '파일', edit: '편집', view: '보기', window: '창', help: '도움말' },
  commands: {
    open: '사진 열기…',
    'close-photo': '사진 닫기',
    export: '내보내기…',
    'export-again': '다시 내보내기',
    undo: '실행 취소',
    redo: '다시 실행',
    fit: '창에 맞추기',
    'actual-size': '실제 크기',
    'zoom-in': '확대',
    'zoom-out': '축소',
    'save-edit': '편집 저장…',
    'open-edit': '편집 열기…',
    copy: '사진 복사',
    shortcuts: '키보드 단축키',
    'copy-diagnostics': '진단 정보 복사',
    about: 'Portrait Studio에 관하여',
  },
  roles: {
    cut: '잘라내기',
    copyText: '복사',
    paste: '붙여넣기',
    selectAll: '모두 선택',
    fullScreen: '전체 화면',
    minimize: '최소화',
    close: '창 닫기',
    quit: '종료',
    services: '서비스',
    hide: 'Portrait Studio 가리기',
    hideOthers: '기타 가리기',
    unhide: '모두 보기',
  },
  updates: { look: '업데이트 확인…', atStart: '시작할 때 확인' },
  recent: '최근 사진 열기',
  noRecent: '최근 사진 없음',
};

export const menuWords: Readonly<Record<Locale, MenuWords>> = { en, ko };

/** What the closing question says. */
export interface ClosingWords {
  readonly message: string;
  readonly detail: string;
  readonly close: string;
  readonly stay: string;
}

export const closingWords: Readonly<Record<Locale, ClosingWords>> = {
  en: {
    message: 'Close without exporting?',
    detail: 'Your edit has not been exported. It is kept, and offered again when you open the photo.',
    close: 'Close',
    stay: 'Keep Editing',
  },
  ko: {
    message: '내보내지 않고 닫을까요?',
    detail:
      '편집한 내용을 아직 내보내지 않았습니다. 편집 내용은 보관되며, 사진을 다시 열면 이어서 편집할 수 있습니다.',
    close: '닫기',
    stay: '계속 편집',
  },
};

/** The language that a system's locale asks for. */
export const localeOf = (system: string): Locale => (/^ko\b/i.test(system) ? 'ko' : 'en');
