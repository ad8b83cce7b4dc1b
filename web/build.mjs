// Builds the pages once, for whoever asks first: others that build at the same time wait for it (web/Web.targets).
// Ends with 0: built, or nothing to do; 3: the packages could not be installed, for instance without a network; 1: the pages have errors.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const here = dirname(fileURLToPath(import.meta.url));
const lock = join(here, '.build-lock');
const stamp = join(here, 'dist', '.stamp');
const installed = join(here, 'node_modules', '.installed');
const sources = ['src', 'public', 'index.html', 'package.json', 'package-lock.json', 'tsconfig.json', 'vite.config.ts', 'build.mjs'];

const read = path => (existsSync(path) ? readFileSync(path, 'utf8') : '');
const files = path => readdirSync(path, { withFileTypes: true, recursive: true }).filter(e => e.isFile()).map(e => join(e.parentPath, e.name)).sort();

function hashOf(paths) {
  const hash = createHash('sha256');
  for (const path of paths.map(p => join(here, p))) {
    for (const file of statSync(path).isDirectory() ? files(path) : [path]) hash.update(file.slice(here.length)).update(readFileSync(file));
  }
  return hash.digest('hex');
}

function alive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** One builder at a time on this machine; the lock of one that died is taken over. */
function takeLock() {
  for (;;) {
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' });
      process.on('exit', () => rmSync(lock, { force: true }));
      return;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
      const holder = Number(read(lock));
      if (holder && !alive(holder)) rmSync(lock, { force: true });
      else Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200);
    }
  }
}

function npm(...words) {
  const run = spawnSync('npm', words, { cwd: here, encoding: 'utf8', shell: process.platform === 'win32' });
  if (run.status !== 0) console.log(`${run.stdout ?? ''}${run.stderr ?? ''}${run.error ?? ''}`);
  return run.status === 0;
}

function install() {
  const packages = hashOf(['package.json', 'package-lock.json']);
  if (read(installed) === packages) return;
  if (!npm('ci', '--no-audit', '--no-fund')) process.exit(3);
  writeFileSync(installed, packages);
}

/** What the host sends to browsers that take it, made once here instead of with every answer. */
function compress() {
  for (const file of files(join(here, 'dist')).filter(f => /\.(js|css|html|svg)$/.test(f))) {
    const content = readFileSync(file);
    writeFileSync(`${file}.gz`, gzipSync(content, { level: 9 }));
    writeFileSync(`${file}.br`, brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }));
  }
}

takeLock();
// For images: a layer that is made anew only when the packages change (Dockerfile).
if (process.argv.includes('--packages')) {
  install();
  process.exit(0);
}
const wanted = hashOf(sources);
if (read(stamp) === wanted) {
  // Sources were touched and not changed: the next build need not ask again.
  writeFileSync(stamp, wanted);
  process.exit(0);
}
install();
if (!npm('run', 'build')) process.exit(1);
compress();
mkdirSync(dirname(stamp), { recursive: true });
writeFileSync(stamp, wanted);
