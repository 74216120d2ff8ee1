/** Checks for CI: what the formats take as syntax can be in a name or a message all the same. Source: docs/contract/cli.md, "Output". */
import { expect, test } from 'vitest';
import { writeChecks, type Check, type CheckReport } from '../../src/views/checks.js';
import { MemoryOutput } from '../support/memory-output.js';

const CHECK: Check = {
  name: 'a:b,c%',
  subject: 'R&D "<x>" \u0007',
  place: { file: 'a,b:c.csv', line: 2 },
  severity: 'error',
  failed: true,
  message: 'a, b: 100%\tof\r\n<them> \u0000\u001b\u007f\uffff 😀',
  detail: 'one\n]]> two',
  fingerprint: 'f/1',
};
const REPORT: CheckReport = {
  suite: 'abo.verify',
  passed: [{ name: 'ok', what: 'A & B \u0007' }],
  checks: [CHECK, { ...CHECK, failed: false, severity: 'info', place: null, detail: null }],
};

async function written(format: Parameters<typeof writeChecks>[1]): Promise<string> {
  const page = new MemoryOutput();
  await writeChecks(REPORT, format, page);
  return page.text;
}

test('GitHub: a property ends at a comma or colon, so a name or file with one is escaped; a line is a command', async () => {
  const text = await written('github');
  expect(text.split('\n').map((line) => JSON.stringify(line))).toMatchInlineSnapshot(`
    [
      ""::error file=a%2Cb%3Ac.csv,line=2,title=a%3Ab%2Cc%25::R&D \\"<x>\\" \\u0007: a, b: 100%25\\tof%0D%0A<them> \\u0000\\u001b￿ 😀%0Aone%0A]]> two"",
      ""::notice title=a%3Ab%2Cc%25::R&D \\"<x>\\" \\u0007: a, b: 100%25\\tof%0D%0A<them> \\u0000\\u001b￿ 😀"",
      """",
    ]
  `);
});

test('JUnit: what can’t be in XML is replaced, and the rest keeps its meaning', async () => {
  const text = await written('junit');
  expect(text).toMatchInlineSnapshot(`
    "<?xml version="1.0" encoding="UTF-8"?>
    <testsuites name="abo.verify" tests="3" failures="1" errors="0">
    <testsuite name="abo.verify" tests="3" failures="1" errors="0" skipped="1" time="0">
    <testcase classname="ok" name="A &amp; B �" time="0"></testcase>
    <testcase classname="a:b,c%" name="R&amp;D &quot;&lt;x&gt;&quot; �: a, b: 100%&#9;of&#13;&#10;&lt;them&gt; ���� 😀" time="0"><failure type="error" message="a, b: 100%&#9;of&#13;&#10;&lt;them&gt; ���� 😀">one&#10;]]&gt; two</failure></testcase>
    <testcase classname="a:b,c%" name="R&amp;D &quot;&lt;x&gt;&quot; �: a, b: 100%&#9;of&#13;&#10;&lt;them&gt; ���� 😀" time="0"><skipped message="a, b: 100%&#9;of&#13;&#10;&lt;them&gt; ���� 😀"></skipped></testcase>
    </testsuite>
    </testsuites>
    "
  `);
  // XML 1.0's characters, and no others.
  expect(text).toMatch(/^[\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]*$/u);
});

test('GitLab: JSON, with the file as it is named', async () => {
  const issues = JSON.parse(await written('gitlab')) as unknown;
  expect(issues).toMatchObject([
    { check_name: 'a:b,c%', location: { path: 'a,b:c.csv', lines: { begin: 2 } } },
    { location: { path: CHECK.subject, lines: { begin: 1 } } },
  ]);
});
