export class Advice extends Error {}
export function step<T>(name: string, work: () => Promise<T>): Promise<T>;
