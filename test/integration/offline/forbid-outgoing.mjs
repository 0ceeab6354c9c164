// Preloaded into a process by --import: whatever leads away from this machine throws, and is kept in globalThis.outgoing.
import dgram from 'node:dgram';
import dns from 'node:dns';
import net from 'node:net';

/** What was tried, one line for each. */
const outgoing = [];
globalThis.outgoing = outgoing;

const isLoopback = (host) => host === undefined || /^(localhost|127(\.\d+){3}|::1|\[::1\])$/.test(host);

function refuse(what) {
  outgoing.push(what);
  throw new Error(`outgoing connection: ${what}`);
}

// Sockets of net, tls, http, http2 and fetch all connect here. A path is a pipe of this machine.
const connect = net.Socket.prototype.connect;
net.Socket.prototype.connect = function (...args) {
  const [first, second] = Array.isArray(args[0]) ? args[0] : args;
  const options = typeof first === 'object' ? first : { port: first, host: second };
  if (options.path === undefined && !isLoopback(typeof options.host === 'string' ? options.host : undefined))
    refuse(`connect ${options.host}:${options.port}`);
  return connect.apply(this, args);
};

function forbidNames(module) {
  for (const [name, original] of Object.entries(module)) {
    if (typeof original !== 'function' || !/^(lookup|resolve|reverse)/.test(name)) continue;
    module[name] = function (host, ...rest) {
      if (!isLoopback(host)) refuse(`dns.${name} ${host}`);
      return original.call(this, host, ...rest);
    };
  }
}
forbidNames(dns);
forbidNames(dns.promises);

dgram.Socket.prototype.send = (...args) => refuse(`udp ${args.join(' ')}`);
dgram.Socket.prototype.connect = (...args) => refuse(`udp ${args.join(' ')}`);
