/**
 * The classes of PASCAL VOC, in their order; 0 is none of them. Everingham, Van Gool, Williams, Winn, Zisserman:
 * The Pascal Visual Object Classes (VOC) Challenge, IJCV 88 (2010), http://host.robots.ox.ac.uk/pascal/VOC/
 */
export const pascalLabels = [
  'background',
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
  'dining table',
  'dog',
  'horse',
  'motorbike',
  'person',
  'potted plant',
  'sheep',
  'sofa',
  'train',
  'tv',
] as const;
