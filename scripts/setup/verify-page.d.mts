export function writeVerifyPage(root: string): Promise<string>;
