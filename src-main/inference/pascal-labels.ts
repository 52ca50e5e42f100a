import { subjectClasses } from '../../src-shared/edit/subject.ts';

/** What the channels of a network trained on PASCAL VOC mean; 0 is none of the classes. */
export const pascalLabels = ['background', ...subjectClasses] as const;
