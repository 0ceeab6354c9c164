/** Makes an authority of one's own and certificates that it signs, for the names under which clients call a local Bedrock. */
import { generateKeyPair } from 'node:crypto';
import { isIP } from 'node:net';
import { promisify } from 'node:util';
import type { pki } from 'node-forge';
import { createClock } from '../clock.js';

/** Both in PEM. */
export interface Pem {
  cert: string;
  key: string;
}

const dayMs = 86_400_000;
const authorityDays = 3650;
/** Apple's clients refuse more than 825 days, even of an authority that the user trusts. */
const leafDays = 397;

/**
 * The names of a certificate for `region`: this machine's, and Bedrock's own endpoints there, for those who lead them here by
 * DNS: standard, FIPS, dual-stack, VPC endpoint. A wildcard stands for one label, and only at the front: that is what clients accept.
 */
export function certificateNames(region: string): string[] {
  const services = ['bedrock', 'bedrock-runtime', 'bedrock-fips', 'bedrock-runtime-fips'];
  const domain = region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';
  return [
    ...['localhost', '127.0.0.1', '::1', 'host.docker.internal'],
    ...services.flatMap((service) => [`${service}.${region}.${domain}`, `${service}.${region}.api.aws`]),
    ...services.map((service) => `*.${service}.${region}.vpce.${domain}`),
  ];
}

const createKeys = () =>
  promisify(generateKeyPair)('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });

/** node-forge takes 40 ms to load, so only those who make a certificate load it. */
const loadForge = async () => (await import('node-forge')).default;

async function draft(commonName: string, days: number): Promise<{ certificate: pki.Certificate; key: string }> {
  const forge = await loadForge();
  const { publicKey, privateKey } = await createKeys();
  const clock = createClock();
  const certificate = forge.pki.createCertificate();
  certificate.publicKey = forge.pki.publicKeyFromPem(publicKey);
  // A leading zero keeps the number positive.
  certificate.serialNumber = `00${clock.uuid().replaceAll('-', '')}`;
  certificate.validity.notBefore = new Date(clock.realNow() - dayMs);
  certificate.validity.notAfter = new Date(clock.realNow() + days * dayMs);
  certificate.setSubject([
    { shortName: 'CN', value: commonName },
    { shortName: 'O', value: 'bedrock-local' },
  ]);
  return { certificate, key: privateKey };
}

async function sign(certificate: pki.Certificate, key: string): Promise<string> {
  const forge = await loadForge();
  certificate.sign(forge.pki.privateKeyFromPem(key), forge.md.sha256.create());
  return forge.pki.certificateToPem(certificate).replaceAll('\r', '');
}

/** An authority valid for ten years. */
export async function createAuthority(): Promise<Pem> {
  const { certificate, key } = await draft('bedrock-local development authority', authorityDays);
  certificate.setIssuer(certificate.subject.attributes);
  certificate.setExtensions([
    { name: 'basicConstraints', critical: true, cA: true, pathLenConstraint: 0 },
    { name: 'keyUsage', critical: true, keyCertSign: true, cRLSign: true },
    { name: 'subjectKeyIdentifier' },
  ]);
  return { cert: await sign(certificate, key), key };
}

/** A server's certificate for `names` (DNS names and IP addresses), valid for 397 days. */
export async function createCertificate(authority: Pem, names: readonly string[]): Promise<Pem> {
  const forge = await loadForge();
  const issuer = forge.pki.certificateFromPem(authority.cert);
  const { certificate, key } = await draft(names[0]!, leafDays);
  certificate.setIssuer(issuer.subject.attributes);
  certificate.setExtensions([
    { name: 'basicConstraints', critical: true, cA: false },
    { name: 'keyUsage', critical: true, digitalSignature: true, keyEncipherment: true },
    { name: 'extKeyUsage', serverAuth: true },
    { name: 'subjectKeyIdentifier' },
    { name: 'authorityKeyIdentifier', keyIdentifier: issuer.generateSubjectKeyIdentifier().getBytes() },
    {
      name: 'subjectAltName',
      altNames: names.map((name) => (isIP(name) ? { type: 7, ip: name } : { type: 2, value: name })),
    },
  ]);
  return { cert: await sign(certificate, authority.key), key };
}
