// A gRPC client that is not Pyner's: it has none of its .proto files, and asks the gateway's reflection what there is.
//
//   ./run.sh ARGUMENTS...                            fetches its packages, then runs it
//   node client.mjs HOST:PORT services
//   node client.mjs HOST:PORT run SOURCE [OUTPUT]     starts a job and watches it to its end
//   node client.mjs HOST:PORT watch JOB
//
// PYNER_API_KEY is the key that it shows.
// Writes a JSON object per line. Exit codes: 0 the job was completed, 1 it was not, 2 error, 3 the status went back or passed 100 %.
import grpc from '@grpc/grpc-js';
import { GrpcReflection } from 'grpc-js-reflection-client';

const usage = 'usage: node client.mjs HOST:PORT services | run SOURCE [OUTPUT] | watch JOB';
const credentials = grpc.credentials.createInsecure();
const headers = new grpc.Metadata();
if (process.env.PYNER_API_KEY)
  headers.set('authorization', `Bearer ${process.env.PYNER_API_KEY}`);
const say = (object) => process.stdout.write(JSON.stringify(object) + '\n');

class Backwards extends Error {}

async function service(address, symbol) {
  const client = new GrpcReflection(address, credentials);
  const descriptor = await client.getDescriptorBySymbol(symbol);
  const loaded = descriptor.getPackageObject({ keepCase: true, enums: String, longs: Number, defaults: true, oneofs: true });
  const [name, ...spaces] = symbol.split('.').reverse();
  const space = spaces.reverse().reduce((inner, part) => inner[part], loaded);
  return new space[name](address, credentials);
}

const call = (client, method, request) =>
  new Promise((resolve, reject) => client[method](request, headers, (error, answer) => (error ? reject(error) : resolve(answer))));

/** Watches a job over one connection. */
function watchOnce(jobs, jobId, seen) {
  return new Promise((resolve, reject) => {
    const request = { job_id: jobId, ...(seen.revision === undefined ? {} : { after_revision: seen.revision }) };
    const stream = jobs.WatchJob(request, headers);
    stream.on('data', ({ job, ledger_unreachable: unreachable }) => {
      const percent = job.progress.percent ?? 0;
      say({ state: job.state, revision: job.revision, percent, submissions: job.progress.parsed.submissions, unreachable });
      if (job.revision < (seen.revision ?? 0) || percent < (seen.percent ?? 0) || percent > 100)
        stream.destroy(new Backwards(`revision ${job.revision}, ${percent} % after revision ${seen.revision}, ${seen.percent} %`));
      Object.assign(seen, { revision: job.revision, percent, job });
    });
    stream.on('error', reject);
    stream.on('end', resolve);
  });
}

/** Watches a job to its end, over as many connections as it takes. */
async function watch(jobs, jobId) {
  const seen = {};
  for (let failures = 0; ; ) {
    const before = seen.revision;
    try {
      await watchOnce(jobs, jobId, seen);
      return seen.job;
    } catch (error) {
      failures = seen.revision === before ? failures + 1 : 0;
      // Unavailable: the gateway or its ledger is away, or being started anew.
      if (error instanceof Backwards || error.code !== grpc.status.UNAVAILABLE || failures > 120)
        throw error;
      say({ lost: error.details });
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
  }
}

async function main([address, command, ...rest]) {
  if (!address || !(command === 'services' || ((command === 'run' || command === 'watch') && rest.length > 0)))
    throw new Error(usage);
  const services = await new GrpcReflection(address, credentials).listServices();
  say({ services });
  if (command === 'services')
    return 0;
  const jobs = await service(address, 'pyner.v1.Jobs');
  let jobId = rest[0];
  if (command === 'run') {
    const job = await call(jobs, 'StartJob', { source: rest[0], output: rest[1] ?? '' });
    jobId = job.id;
    say({ job: job.id, output: job.options.output });
  }
  const ended = await watch(jobs, jobId);
  say({ ended: ended.state, rejected: ended.progress.files_rejected, failed: ended.progress.batches_failed, reason: ended.reason });
  return ended.state === 'JOB_STATE_COMPLETED' ? 0 : 1;
}

main(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (error) => {
    process.stderr.write(`${error.details ?? error.message}\n`);
    process.exit(error instanceof Backwards ? 3 : 2);
  },
);
