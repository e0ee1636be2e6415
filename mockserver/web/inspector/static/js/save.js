/** Files that the page makes. */

/**
 * @param {string} name
 * @param {string} kind the media type
 * @param {string} text
 */
export function saveAs(name, kind, text) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: kind }));
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
