import http from 'node:http';
import https from 'node:https';

export interface HttpRequest {
  readonly method: 'GET' | 'POST';
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Until the whole answer is there, in milliseconds. */
  readonly timeoutMs: number;
  /** Longest answer that is read. */
  readonly mostBytes: number;
}

export interface HttpAnswer {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly text: string;
}

const agents = { 'http:': new http.Agent({ keepAlive: true }), 'https:': new https.Agent({ keepAlive: true }) };

/**
 * One request over connections that are kept open; follows nobody elsewhere. Throws the connection's error, and where the answer is
 * not whole in time or too long. Not `fetch`: its streams cost three times the processor, and a desk under load sends hundreds a second.
 */
export function httpRequest(url: string, { method, headers, body, timeoutMs, mostBytes }: HttpRequest): Promise<HttpAnswer> {
  return new Promise((resolve, reject) => {
    const address = new URL(url);
    const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
    const { request } = address.protocol === 'https:' ? https : http;
    const asked = request(address, { method, headers: { ...headers, ...length }, agent: address.protocol === 'https:' ? agents['https:'] : agents['http:'] });
    const timer = setTimeout(() => {
      // Before there is a connection, nothing has left.
      const isConnecting = asked.socket?.connecting ?? true;
      asked.destroy(Object.assign(new Error('no answer in time'), isConnecting ? { syscall: 'connect' } : {}));
    }, timeoutMs);
    const failed = (error: Error): void => {
      clearTimeout(timer);
      reject(error);
    };
    asked.on('error', failed);
    asked.on('response', (response) => {
      const chunks: Buffer[] = [];
      let size = 0;
      response.on('data', (chunk: Buffer) => {
        size += chunk.length;
        if (size > mostBytes) asked.destroy(new Error('the answer is too long'));
        else chunks.push(chunk);
      });
      response.on('error', failed);
      response.on('end', () => {
        clearTimeout(timer);
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text: Buffer.concat(chunks).toString() });
      });
    });
    asked.end(body);
  });
}
