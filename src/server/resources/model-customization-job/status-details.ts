/** How far each part of a customization job has come: validation of the data, its processing, training. */

export interface Course {
  /** Milliseconds since the epoch, as all times here. */
  createdAt: number;
  now: number;
  /** How long each part takes. */
  partMs: number;
  /** When the job was told to stop. */
  stoppedAt?: number;
  /** Of the job. */
  status: string | undefined;
}

/** One after the other, in this order. */
export const parts = ['validationDetails', 'dataProcessingDetails', 'trainingDetails'] as const;

interface PartDetails {
  status: string;
  creationTime?: Date;
  lastModifiedTime?: Date;
}

export function statusDetails(course: Course): Record<(typeof parts)[number], PartDetails> {
  const details = parts.map((part, index) => [part, describePart(course, course.createdAt + index * course.partMs)]);
  return Object.fromEntries(details) as Record<(typeof parts)[number], PartDetails>;
}

function describePart({ now, partMs, stoppedAt, status }: Course, begin: number): PartDetails {
  const until = Math.min(now, stoppedAt ?? now);
  if (until < begin) return { status: 'NotStarted' };
  const end = begin + partMs;
  const creationTime = new Date(begin);
  if (until >= end) return { status: 'Completed', creationTime, lastModifiedTime: new Date(end) };
  if (stoppedAt === undefined) return { status: 'InProgress', creationTime, lastModifiedTime: creationTime };
  return { status: status ?? 'Stopped', creationTime, lastModifiedTime: new Date(stoppedAt) };
}
