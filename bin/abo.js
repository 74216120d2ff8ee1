#!/usr/bin/env node
/**
 * The way in: answers `--version`, checks the Node version, then loads dist/. Source: CONTRIBUTING.md, "Node".
 *
 * CommonJS, and in a syntax that old Nodes parse: it must run there to say what is wrong; and a CommonJS entry starts
 * faster than an ES module. Nothing is loaded before it is needed. Its few words are here, in both languages, since
 * src/messages can't be loaded yet.
 */
'use strict';

const manifest = require('../package.json');

const FORWARDED = ['SIGTERM', 'SIGHUP', 'SIGINT', 'SIGQUIT', 'SIGUSR2'];
/** What a terminal sends to every process of the foreground group: the child has had it already. */
const SENT_BY_TERMINAL = ['SIGINT', 'SIGQUIT'];

const TEXT = {
  en: {
    tooOld: (found, wanted) => `abo needs Node.js ${wanted}; this is ${found}.`,
    notBuilt: () => 'abo is not built: run “npm run build” in its folder first.',
    cannotStart: (why) => `abo cannot start: ${why}`,
    cannotWrite: (why) => `abo cannot write its answer: ${why}`,
  },
  fr: {
    tooOld: (found, wanted) => `abo demande Node.js ${wanted} ; cette version est ${found}.`,
    notBuilt: () => 'abo n’est pas compilé : lancez d’abord « npm run build » dans son dossier.',
    cannotStart: (why) => `abo ne peut pas démarrer : ${why}`,
    cannotWrite: (why) => `abo ne peut pas écrire sa réponse : ${why}`,
  },
};

const first = process.argv[2];
if (first === '--version' || first === '-V') {
  answer(`${manifest.version}\n`);
} else if (isSupported(process.versions.node)) {
  start();
} else {
  handOver();
}

/** Not by process.stdout, which takes longer to load than all the rest. */
function answer(line) {
  try {
    require('fs').writeSync(1, line);
  } catch (error) {
    if (error.code !== 'EPIPE') fail(text().cannotWrite(reason(error)));
  }
}

function start() {
  const cache = compileCacheFolder();
  if (cache !== undefined) require('module').enableCompileCache(cache);
  holdMemory();
  import('../dist/main.js')
    .then(({ main }) => main(process.argv.slice(2)))
    .then(
      (exitCode) => {
        process.exitCode = exitCode;
      },
      (error) => {
        fail(isBuilt() ? text().cannotStart(reason(error)) : text().notBuilt());
      },
    );
}

/** Runs the same command on the checkout's own Node, and ends as it ends. */
function handOver() {
  const { join } = require('path');
  const { existsSync, realpathSync } = require('fs');
  const node = join(__dirname, '..', 'node_modules', 'node', 'bin', 'node');
  // It may be too old itself: then it must not hand over to itself for ever.
  if (!existsSync(node) || realpathSync(node) === realpathSync(process.execPath)) {
    fail(text().tooOld(process.versions.node, manifest.engines.node));
    return;
  }
  const { spawn } = require('child_process');
  const child = spawn(node, [...process.execArgv, __filename, ...process.argv.slice(2)], { stdio: 'inherit' });
  const onTerminal = [0, 1, 2].some((fd) => require('tty').isatty(fd));
  for (const signal of FORWARDED) {
    const childHasIt = onTerminal && SENT_BY_TERMINAL.includes(signal);
    process.on(signal, () => childHasIt || child.kill(signal));
  }
  child.on('error', (error) => {
    fail(text().cannotStart(reason(error)));
  });
  child.on('exit', (exitCode, signal) => {
    process.exitCode = signal === null ? exitCode : 128 + require('os').constants.signals[signal];
  });
}

/**
 * By default the heap may grow to four times what is alive before it is looked through, and the young generation to 32 MB
 * twice: an import of a million cells then takes twice the memory that it needs, for a tenth of the time.
 */
function holdMemory() {
  const { setFlagsFromString } = require('v8');
  setFlagsFromString('--semi-space-growth-factor=1');
  setFlagsFromString('--heap-growing-percent=50');
}

/** `version` against `engines`: alternatives `^major.minor.patch` or `>=major`, joined by `||`. */
function isSupported(version) {
  const [major, minor, patch] = version.split('.').map(Number);
  return manifest.engines.node.split(' || ').some((range) => {
    const [wantedMajor, wantedMinor = 0, wantedPatch = 0] = range.replace(/^\D+/, '').split('.').map(Number);
    if (major !== wantedMajor) return range.startsWith('>=') && major > wantedMajor;
    return minor > wantedMinor || (minor === wantedMinor && patch >= wantedPatch);
  });
}

/** The user's own: Node's default is in a folder that everybody can write to. With NODE_COMPILE_CACHE, it is on already. */
function compileCacheFolder() {
  const { NODE_COMPILE_CACHE, LOCALAPPDATA, XDG_CACHE_HOME, HOME } = process.env;
  if (NODE_COMPILE_CACHE) return undefined;
  const cache = LOCALAPPDATA || XDG_CACHE_HOME || (HOME && `${HOME}/.cache`);
  return cache ? `${cache}/abo/compile-cache` : undefined;
}

function isBuilt() {
  return require('fs').existsSync(require('path').join(__dirname, '..', 'dist', 'main.js'));
}

function reason(error) {
  const verbose = process.argv.includes('-v') || process.argv.includes('--verbose');
  return verbose ? error.stack : String(error.message).split('\n')[0];
}

function text() {
  const { ABO_LANG, LC_ALL, LC_MESSAGES, LANG } = process.env;
  return /^fr/i.test(ABO_LANG || LC_ALL || LC_MESSAGES || LANG || '') ? TEXT.fr : TEXT.en;
}

function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exitCode = 1;
}
