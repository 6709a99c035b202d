export function temporaryFolder(what: string): string;
export function removeFolder(folder: string): void;
