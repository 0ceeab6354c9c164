import { execFileSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { certificateNames } from '../../../src/server/hosts/certificate.js';
import { readCertificate, selfSignedCertificate } from '../../../src/server/hosts/certificate-files.js';
import { certificateDirectory, echo, startHost } from './harness.js';

function openDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'bedrock-local-test-'));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  return directory;
}

describe('a certificate made here', () => {
  it('stands for this machine and for the endpoints of its region', async () => {
    const { cert } = await selfSignedCertificate('eu-west-1', certificateDirectory);
    const certificate = new X509Certificate(cert);
    for (const name of [
      'localhost',
      'host.docker.internal',
      'bedrock.eu-west-1.amazonaws.com',
      'bedrock-runtime.eu-west-1.amazonaws.com',
      'bedrock-runtime-fips.eu-west-1.amazonaws.com',
      'bedrock-runtime.eu-west-1.api.aws',
      'vpce-0a1b-x.bedrock-runtime.eu-west-1.vpce.amazonaws.com',
    ])
      expect(certificate.checkHost(name), name).toBeDefined();
    expect(certificate.checkIP('127.0.0.1')).toBe('127.0.0.1');
    expect(certificate.checkIP('::1')).toBe('::1');
    for (const name of ['evil.example', 's3.eu-west-1.amazonaws.com', 'bedrock.us-east-1.amazonaws.com'])
      expect(certificate.checkHost(name), name).toBeUndefined();
    expect(certificateNames('cn-north-1')).toContain('bedrock-runtime.cn-north-1.amazonaws.com.cn');
  });

  it('is taken by a client that trusts the authority, and by none that does not', async () => {
    const host = await startHost(echo, { tls: true });
    const ca = readFileSync(host.caPath!, 'utf8');
    const call = (servername: string, trusted?: string) =>
      new Promise<number | undefined>((resolve, reject) => {
        const options = { port: host.port, host: '127.0.0.1', servername, ca: trusted };
        request(options, (reply) => resolve(reply.resume().statusCode))
          .on('error', reject)
          .end();
      });
    expect(await call('localhost', ca)).toBe(200);
    expect(await call('bedrock-runtime.us-east-1.amazonaws.com', ca)).toBe(200);
    await expect(call('evil.example', ca)).rejects.toThrow("does not match certificate's altnames");
    await expect(call('localhost')).rejects.toThrow(/self.signed|unable to/);
  });

  it('satisfies OpenSSL at its strictest', async () => {
    const directory = openDirectory();
    const { cert, caPath } = await selfSignedCertificate('us-east-1', certificateDirectory);
    writeFileSync(join(directory, 'leaf.pem'), cert);
    const options = [
      'verify',
      '-x509_strict',
      '-CAfile',
      caPath!,
      '-verify_hostname',
      'localhost',
      join(directory, 'leaf.pem'),
    ];
    expect(execFileSync('openssl', options, { encoding: 'utf8' })).toContain('OK');
  });

  it('lasts: the next run gets the same, and secrets are for their owner alone', async () => {
    const directory = join(openDirectory(), 'made', 'when', 'missing');
    const [first, sameTime] = await Promise.all([
      selfSignedCertificate('us-east-1', directory),
      selfSignedCertificate('us-east-1', directory),
    ]);
    const next = await selfSignedCertificate('us-east-1', directory);
    expect(sameTime).toEqual(first);
    expect(next).toEqual(first);
    expect(first.caPath).toBe(join(directory, 'ca.pem'));
    expect(readFileSync(first.caPath!, 'utf8')).not.toContain('PRIVATE');
    for (const name of readdirSync(directory))
      if (process.platform !== 'win32') expect(statSync(join(directory, name)).mode & 0o077, name).toBe(0);
  });

  it('is made anew when what was kept is broken or of another authority', async () => {
    const directory = openDirectory();
    const first = await selfSignedCertificate('us-east-1', directory);
    writeFileSync(join(directory, 'authority.pem'), 'half a fi');
    const second = await selfSignedCertificate('us-east-1', directory);
    expect(second.cert).not.toBe(first.cert);
    const authority = new X509Certificate(readFileSync(second.caPath!));
    expect(new X509Certificate(second.cert).verify(authority.publicKey)).toBe(true);
  });
});

describe('a certificate of one’s own', () => {
  it('is read from files or from text', async () => {
    const directory = openDirectory();
    const { cert, key } = await selfSignedCertificate('us-east-1', certificateDirectory);
    const [certPath, keyPath] = [join(directory, 'cert.pem'), join(directory, 'key.pem')];
    writeFileSync(certPath, cert);
    writeFileSync(keyPath, key);
    expect(readCertificate({ certPath, keyPath })).toEqual({ cert, key });
    expect(await startHost(echo, { tls: { cert, key } })).toMatchObject({ protocol: 'https', caPath: undefined });
  });

  it('is refused in one sentence when it cannot be used', async () => {
    const { cert, key } = await selfSignedCertificate('us-east-1', certificateDirectory);
    expect(() => readCertificate({ certPath: '/nowhere/cert.pem', keyPath: '/nowhere/key.pem' })).toThrow(
      '/nowhere/cert.pem cannot be read (ENOENT).',
    );
    expect(() => readCertificate({ cert: 'no PEM', key })).toThrow(
      /^The certificate and the key for TLS cannot be used: /,
    );
    await expect(startHost(echo, { tls: { cert, key: cert } })).rejects.toThrow('cannot be used');
  });
});
