/** What was covered, in the languages of other tools. */

/**
 * @typedef {object} Report
 * @property {{ operation: string, forms: Record<string, number>, statuses: Record<string, number> }[]} operations
 * @property {string[]} claims
 * @property {Record<string, number>} findings
 * @property {{ path: string, count: number }[]} unread
 */

/** @param {unknown} text */
const escape = (text) => String(text).replace(/[&<>"]/g, (each) => `&#${each.charCodeAt(0)};`);

/** Each form of an operation as a test; one that was not seen is skipped. @param {Report} report */
export function asJUnit({ operations }) {
  const cases = operations.flatMap(({ operation, forms }) =>
    Object.entries(forms).map(([form, count]) => ({ operation, form, count })),
  );
  const skipped = cases.filter((each) => !each.count).length;
  const lines = cases.map(
    ({ operation, form, count }) =>
      `  <testcase classname="${escape(operation)}" name="${escape(form)}"${count ? "/>" : '><skipped message="not seen"/></testcase>'}`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>
<testsuite name="mockserver coverage" tests="${cases.length}" failures="0" skipped="${skipped}">
${lines.join("\n")}
</testsuite>
`;
}

/** A page of its own. @param {Report} report */
export function asHtml({ operations, findings, unread }) {
  const list = (/** @type {[string, unknown][]} */ counts) =>
    counts.map(([name, count]) => `<tr><th>${escape(name)}<td>${escape(count)}`).join("\n");
  const seen = (/** @type {Record<string, number>} */ counts) =>
    Object.entries(counts)
      .filter(([, count]) => count)
      .map(([name, count]) => `${name} × ${count}`)
      .join(", ");
  const rows = operations.map(
    ({ operation, forms, statuses }) =>
      `<tr><th>${escape(operation)}<td>${escape(seen(forms))}<td>${escape(seen(statuses))}`,
  );
  return `<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Coverage</title>
<style>body{font:15px system-ui;margin:2rem;max-width:60rem}td,th{text-align:left;padding:.2rem 1rem .2rem 0}</style>
<h1>Coverage</h1>
<table><tr><th>operation<th>forms<th>statuses
${rows.join("\n")}</table>
<h2>Findings</h2><table>${list(Object.entries(findings))}</table>
<h2>Sent, and read by nobody</h2><table>${list(unread.map(({ path, count }) => [path, count]))}</table>
`;
}
