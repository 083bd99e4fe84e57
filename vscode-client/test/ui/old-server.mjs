// Stands in for a server of long ago: it answers what it is asked with nothing, and says its version.
const serverInfo = { name: 'perfhint', version: '0.0.1' };
process.stdin.setEncoding('utf8').on('data', (text) => {
  for (const [, id, method] of text.matchAll(/"id":(\d+),"method":"([^"]+)"/g)) {
    const result = method === 'initialize' ? { capabilities: {}, serverInfo } : null;
    const body = JSON.stringify({ jsonrpc: '2.0', id: Number(id), result });
    process.stdout.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  }
  if (text.includes('"method":"exit"')) process.exit(0);
});
