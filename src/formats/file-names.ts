// The end of an address -> whether it names a document people cite.

const FILE_NAME = /\.(?:pdf|docx?|xlsx?|pptx?|csv|zip|rar|7z|rtf|odt|ods)$/i;

/** True where the address, without its query, names a document. */
export function namesFile(url: string): boolean {
  return FILE_NAME.test(url.replace(/[?#].*$/, ''));
}
