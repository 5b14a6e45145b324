/** The bare server that others are measured by: reads a request, and answers with bytes made beforehand for its operation. */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';

const [port, repliesFile] = process.argv.slice(2);
/** Reply bodies by operation. */
const replies = new Map(Object.entries(JSON.parse(readFileSync(repliesFile ?? '', 'utf8'))));

createServer({ keepAliveTimeout: 65_000 }, (request, response) => {
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => {
    const operation = String(request.headers['x-amz-target']).split('.')[1];
    const body = replies.get(operation) ?? '{}';
    response.writeHead(200, {
      'Content-Type': 'application/x-amz-json-1.0',
      'x-amzn-RequestId': 'A'.repeat(52),
      'x-amz-crc32': '1234567890',
      'Content-Length': Buffer.byteLength(body),
    });
    response.end(body);
  });
}).listen(Number(port), '127.0.0.1');
