/** Where certificates come from: files that the user names, or ones made here and kept for the next run. */
import { createHash, X509Certificate } from 'node:crypto';
import { linkSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSecureContext } from 'node:tls';
import { createClock } from '../clock.js';
import { certificateNames, createAuthority, createCertificate, type Pem } from './certificate.js';

/** The user's own certificate, chain and key: files, or PEM text. */
export type GivenCertificate = { certPath: string; keyPath: string } | Pem;

export interface ServerCertificate extends Pem {
  /** File of the authority that clients must trust (`NODE_EXTRA_CA_CERTS`, `AWS_CA_BUNDLE`), where it was made here. */
  caPath?: string;
}

function readGiven(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new Error(`${path} cannot be read (${(error as NodeJS.ErrnoException).code}).`);
  }
}

/** Throws one sentence when a file cannot be read, or when certificate and key are none or no pair. */
export function readCertificate(given: GivenCertificate): ServerCertificate {
  const pem = 'cert' in given ? given : { cert: readGiven(given.certPath), key: readGiven(given.keyPath) };
  try {
    createSecureContext(pem);
  } catch (error) {
    throw new Error(`The certificate and the key for TLS cannot be used: ${(error as Error).message}.`);
  }
  return { cert: pem.cert, key: pem.key };
}

/** The user's cache directory as each system has it. */
function cacheDirectory(): string {
  if (process.platform === 'win32') return join(homedir(), 'AppData', 'Local', 'bedrock-local');
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Caches', 'bedrock-local');
  return join(homedir(), '.cache', 'bedrock-local');
}

/** Where a home cannot be written, the authority lasts for one run. */
function openDirectory(directory: string): string {
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    return directory;
  } catch {
    return mkdtempSync(join(tmpdir(), 'bedrock-local-'));
  }
}

/** A file's text, or undefined where there is none. */
function readKept(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

/** Puts a whole file at `path`, for its owner's eyes; where another process was first, what that one put stands. */
function put(path: string, text: string, replace: boolean): string {
  const draft = `${path}.${createClock().uuid()}`;
  writeFileSync(draft, text, { mode: 0o600 });
  try {
    if (replace) renameSync(draft, path);
    else linkSync(draft, path);
    return text;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return readFileSync(path, 'utf8');
    renameSync(draft, path);
    return text;
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Certificate and key stand in one file, so that no two processes can mix theirs. */
function readPair(text: string): Pem {
  const block = (label: string) =>
    new RegExp(`-----BEGIN ${label}-----[^]*?-----END ${label}-----\n`).exec(text)?.[0] ?? '';
  return { cert: block('CERTIFICATE'), key: block('PRIVATE KEY') };
}

async function keep(path: string, isGood: (pair: Pem) => boolean, make: () => Promise<Pem>): Promise<Pem> {
  const kept = readKept(path);
  if (kept !== undefined && isGood(readPair(kept))) return readPair(kept);
  const { cert, key } = await make();
  return readPair(put(path, cert + key, kept !== undefined));
}

function isFresh({ cert, key }: Pem, issuer?: Pem): boolean {
  try {
    const certificate = new X509Certificate(cert);
    const week = 7 * 86_400_000;
    const lasts = Date.parse(certificate.validTo) > createClock().realNow() + week;
    return lasts && key !== '' && certificate.verify(new X509Certificate(issuer?.cert ?? cert).publicKey);
  } catch {
    return false;
  }
}

/**
 * A certificate for `certificateNames(region)`, signed by an authority of this user's own. Both are made when they are first
 * needed and kept in `directory`, so that a client need be told of the authority only once. Default: the user's cache directory.
 */
export async function selfSignedCertificate(region: string, directory = cacheDirectory()): Promise<ServerCertificate> {
  const home = openDirectory(directory);
  const names = certificateNames(region);
  const version = createHash('sha256').update(names.join()).digest('hex').slice(0, 8);
  const authority = await keep(join(home, 'authority.pem'), isFresh, createAuthority);
  const caPath = join(home, 'ca.pem');
  if (readKept(caPath) !== authority.cert) put(caPath, authority.cert, true);
  const pair = await keep(
    join(home, `${region}-${version}.pem`),
    (kept) => isFresh(kept, authority),
    () => createCertificate(authority, names),
  );
  return { ...pair, caPath };
}
