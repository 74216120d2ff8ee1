/**
 * JUnit XML, as Jenkins, GitLab and GitHub actions read it: a test case a check; what isn't grave enough to fail is skipped,
 * with its message. Source: docs/contract/cli.md, "Output".
 */
import type { Check, CheckReport } from './checks.js';
import { PageWriter, type Page } from './page.js';

export async function writeJunit({ suite, passed, checks }: CheckReport, page: Pick<Page, 'write'>): Promise<void> {
  const writer = new PageWriter(page);
  const failures = checks.filter(({ failed }) => failed).length;
  const counts = { name: suite, tests: passed.length + checks.length, failures, errors: 0 };
  await writer.line(`<?xml${attributesOf({ version: '1.0', encoding: 'UTF-8' })}?>`);
  await writer.line(opening('testsuites', counts));
  await writer.line(opening('testsuite', { ...counts, skipped: checks.length - failures, time: 0 }));
  for (const { name, what } of passed) {
    await writer.line(element('testcase', { classname: name, name: what, time: 0 }));
  }
  for (const check of checks) await writer.line(testCase(check));
  await writer.line('</testsuite>');
  await writer.line('</testsuites>');
  await writer.flush();
}

function testCase({ name, subject, severity, failed, message, detail }: Check): string {
  const outcome = failed
    ? element('failure', { type: severity, message }, escape(detail ?? message))
    : element('skipped', { message });
  return element('testcase', { classname: name, name: `${subject}: ${message}`, time: 0 }, outcome);
}

type Attributes = Readonly<Record<string, string | number>>;

function element(name: string, attributes: Attributes, content = ''): string {
  return `${opening(name, attributes)}${content}</${name}>`;
}

function opening(name: string, attributes: Attributes): string {
  return `<${name}${attributesOf(attributes)}>`;
}

function attributesOf(attributes: Attributes): string {
  return Object.entries(attributes)
    .map(([key, value]) => ` ${key}="${escape(String(value))}"`)
    .join('');
}

/** Control characters can't be in XML 1.0, however they are written. */
function escape(text: string): string {
  return text
    .replace(/[^\t\n\r\x20-\x7e\x80-\ufffd\u{10000}-\u{10ffff}]/gu, '\ufffd')
    .replace(/[&<>"\n\r\t]/gu, (character) => ENTITIES[character] ?? character);
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\n': '&#10;',
  '\r': '&#13;',
  '\t': '&#9;',
};
